using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Generators.Diagnostics;

/// <summary>The rules beside the language's: what only who hosts the compiler can see. Without Roslyn, which the tool's <c>check</c> does not load.</summary>
public static class HostRules
{
    /// <summary>A file that the compiler could not read.</summary>
    public static readonly DiagnosticRule Unreadable = new("BMLP0001", "The file cannot be read", "Bilinear.Host");

    /// <summary>One qualified model name in two files.</summary>
    public static readonly DiagnosticRule DuplicateAcrossFiles = new("BMLP0002", "Two files declare one model", "Bilinear.Host");

    /// <summary>A model whose class could not have its members.</summary>
    public static readonly DiagnosticRule NameOfAMember = new("BMLP0003", "A model is named as a member of its class", "Bilinear.Host");

    /// <summary>The compiler itself failed.</summary>
    public static readonly DiagnosticRule Internal = new("BMLP9001", "The Bilinear compiler failed", "Bilinear.Internal");
}
