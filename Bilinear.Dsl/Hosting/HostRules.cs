using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Hosting;

/// <summary>The rules beside the language's: what only who hosts the compiler can see.</summary>
public static class HostRules
{
    private const string Host = "Bilinear.Host";

    /// <summary>A file that the compiler could not read.</summary>
    public static readonly DiagnosticRule Unreadable = new("BMLP0001", "The file cannot be read", Host);

    /// <summary>One qualified model name in two files.</summary>
    public static readonly DiagnosticRule DuplicateAcrossFiles = new("BMLP0002", "Two files declare one model", Host);

    /// <summary>A model whose class could not have its members.</summary>
    public static readonly DiagnosticRule NameOfAMember = new("BMLP0003", "A model is named as a member of its class", Host);

    /// <summary>A <c>Namespace</c> of a <c>Bmlp</c> item that C# has no namespace for.</summary>
    public static readonly DiagnosticRule WrongNamespace = new("BMLP0004", "An item's namespace is no namespace", Host);

    /// <summary>A model that users of the class would not reach by its name.</summary>
    public static readonly DiagnosticRule NamespaceHidesModel = new("BMLP0005", "A model is named as its namespace", Host) { IsWarning = true };

    /// <summary>A model that would hide what its own code needs.</summary>
    public static readonly DiagnosticRule NameOfALibrary = new("BMLP0006", "A model hides a type of a library", Host);

    /// <summary>A model whose qualified name is the namespace of another, or of a part of it.</summary>
    public static readonly DiagnosticRule NameOfANamespace = new("BMLP0007", "A model is named as another model's namespace", Host);

    /// <summary>A project for an older .NET; it is the package's targets that say so.</summary>
    public static readonly DiagnosticRule OldFramework = new("BMLP0008", "The project's framework is too old", Host);

    /// <summary>The compiler itself failed.</summary>
    public static readonly DiagnosticRule Internal = new("BMLP9001", "The Bilinear compiler failed", "Bilinear.Internal");

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
        [Unreadable, DuplicateAcrossFiles, NameOfAMember, WrongNamespace, NamespaceHidesModel, NameOfALibrary, NameOfANamespace, OldFramework, Internal];
}
