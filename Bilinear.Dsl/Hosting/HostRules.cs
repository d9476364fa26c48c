using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Hosting;

/// <summary>
/// The rules beside the language's, with the wording of their messages: mistakes that only the compiler's host can see. This
/// type knows nothing of Roslyn, which the tool's <c>check</c> does not load.
/// </summary>
public static class HostRules
{
    private const string Host = "Bilinear.Host";

    public static readonly DiagnosticRule Unreadable = new(
        "BMLP0001", Host, "The file cannot be read",
        "The project lists this file, but the compiler could not read it.");

    public static string UnreadableMessage(string file) =>
        $"{file} cannot be read; is it a text file, and may the compiler open it?";

    public static readonly DiagnosticRule DuplicateAcrossFiles = new(
        "BMLP0002", Host, "Two files declare one model",
        "A model becomes a class, and two files of one project declare a class of the same name in the same namespace.");

    public static string DuplicateAcrossFilesMessage(string model, string otherFile) =>
        $"`{model}` is also a model of {otherFile}; rename one of them, or give one file another namespace.";

    public static readonly DiagnosticRule NameOfAMember = new(
        "BMLP0003", Host, "A model is named as a member of its class",
        "A model becomes a class, and every such class has members called `Decompose`, `Description`, `Forward`, `Inference`, `Spectra`, `ToWeights`, `TrainDefaults` and `Weights`. C# does not let a class be called as one of its members. Nor can a model be called `var`, a word of the generated code.");

    public static string NameOfAMemberMessage(string model) => model == "var"
        ? "every model's code uses the word `var`, which a class of that name would change, so a model cannot be called that; give it another name"
        : $"every model's class has `{model}` for its own use, so a model cannot be called that; give it another name";

    public static readonly DiagnosticRule WrongNamespace = new(
        "BMLP0004", Host, "An item's namespace is no namespace",
        "A file without a `namespace` of its own takes the one that its item has in the project, as in `<Bmlp Update=\"digits.bmlp\" Namespace=\"Examples.Digits\" />`. This one is no namespace of C#: the parts of a namespace are names, which begin with a letter or `_` and hold letters, digits and `_` only.");

    /// <param name="given">The item's namespace, quoted.</param>
    /// <param name="possible">One that C# takes, quoted.</param>
    public static string WrongNamespaceMessage(string given, string possible) =>
        $"the project gives this file the namespace {given}, which is none of C#'s; mend the item's Namespace=\"…\", for example to {possible}, or begin the file with `namespace …`";

    public static readonly DiagnosticRule NamespaceHidesModel = new(
        "BMLP0005", Host, "A model is named as its namespace",
        "This is a warning. A file without a `namespace` of its own takes the project's, so in a project `Digits` the model `Digits` is the class `Digits.Digits`. Code outside of that namespace, such as a `Program.cs` with `using Digits;`, takes the word `Digits` for the namespace, and C# reports CS0118.")
    { IsWarning = true };

    public static string NamespaceHidesModelMessage(string @namespace, string model) =>
        $"outside of the namespace `{@namespace}` C# takes `{model}` for a namespace, and says CS0118 where the model is meant; give the model another name, or begin the file with `namespace …`";

    public static readonly DiagnosticRule NameOfALibrary = new(
        "BMLP0006", Host, "A model hides a type of a library",
        "A model becomes a class, and the class's code uses types of .NET and of Bilinear, by their whole names: `Bilinear.Training.Model`, `System.ArgumentException`. A model called `System` or `Bilinear` in no namespace, a model `Model` in the namespace `Bilinear.Training`, or a model in a namespace `System.ArgumentException` would stand in their place.");

    public static string NameOfALibraryMessage(string model, string type) =>
        $"the model would be `{model}`, and its code needs `{type}` of a library, which that hides; give the model another name, or the file another namespace";

    public static readonly DiagnosticRule NameOfANamespace = new(
        "BMLP0007", Host, "A model is named as another model's namespace",
        "One file has a model `Digits` in the namespace `Examples`, and another file's models are in the namespace `Examples.Digits`. C# allows no class and namespace of one name.");

    public static string NameOfANamespaceMessage(string model) =>
        $"`{model}` is also the namespace of another model; rename the model, or give one of the files another namespace.";

    /// <summary>The package's targets report this one, and word it.</summary>
    public static readonly DiagnosticRule OldFramework = new(
        "BMLP0008", Host, "The project's framework is too old",
        "The project, or one of its `TargetFrameworks`, is for an older .NET than the runtime of Bilinear, which needs `net10.0`. The package's targets report this.");

    /// <summary>The package's targets report this one, and word it.</summary>
    public static readonly DiagnosticRule OldLanguage = new(
        "BMLP0009", Host, "The project's C# is too old",
        "Generated code is written in C# 12, and the project sets `LangVersion` to an older version. The package's targets report this.");

    /// <summary>The package's targets report this one, and the program that they run words it.</summary>
    public static readonly DiagnosticRule Artefact = new(
        "BMLP0010", Host, "An artefact cannot be made",
        "An item `BilinearArtefact` of the project asks for a class that cannot be made of its spectra. The package's targets report this, at the item, and say what is wrong: no such file, a `Keep` that is more than there are, a `Name` that C# does not take.");

    public static readonly DiagnosticRule Internal = new(
        "BMLP9001", "Bilinear.Internal", "The Bilinear compiler failed",
        "The compiler failed. This is a mistake of the compiler and never of your program.");

    /// <param name="mistake">The exception's message, cleaned.</param>
    public static string InternalMessage(string file, string exception, string mistake) =>
        $"the Bilinear compiler failed on {file}: {exception}: {mistake} Please report it with this file.";

    /// <summary>What the C# compiler says of a model's code.</summary>
    public static string UncompilableMessage(string model, string id, string mistake) =>
        $"the C# code of `{model}` does not compile ({id}: {mistake}), a mistake of Bilinear's and not of your program. Please report it with this file, as {Internal.HelpLink} says.";

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
        [Unreadable, DuplicateAcrossFiles, NameOfAMember, WrongNamespace, NamespaceHidesModel, NameOfALibrary, NameOfANamespace, OldFramework, OldLanguage, Artefact, Internal];
}
