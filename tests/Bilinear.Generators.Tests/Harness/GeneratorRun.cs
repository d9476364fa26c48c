using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bilinear.Generators.Tests.Harness;

/// <summary>
/// The generator at work in a compiler, and after each edit again. Every run is checked for what must hold always: the
/// generator did not throw, a second run finds everything cached, and no Roslyn object stays in the pipeline.
/// </summary>
internal sealed class GeneratorRun
{
    private const string Silence = "#pragma warning disable";

    /// <summary>The house's own code is built without this warning too.</summary>
    private const string UndocumentedMember = "CS1591";

    /// <summary>What a project that uses the package has.</summary>
    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly Dictionary<string, AdditionalText> _files = new(StringComparer.Ordinal);
    private GeneratorDriver _driver;

    private GeneratorRun(string code, Options options)
    {
        // C# 12 is the oldest language that generated code must compile as.
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12);
        Compilation = CSharpCompilation.Create(
            "Consumer", [CSharpSyntaxTree.ParseText(code, parse, "Program.cs")], References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error));
        _driver = CSharpGeneratorDriver.Create(
            [new BilinearGenerator().AsSourceGenerator()], [], parse, options, new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    public CSharpCompilation Compilation { get; private set; }

    public GeneratorRunResult Result { get; private set; }

    /// <summary>The user's code and the generated code.</summary>
    public Compilation Output { get; private set; } = null!;

    public static GeneratorRun Of(params (string Path, string Text)[] files) => Of("", files);

    public static GeneratorRun Of(string code, (string Path, string Text)[] files, string rootNamespace = "Consumer", string itemNamespace = "")
    {
        var run = new GeneratorRun(code, new Options(rootNamespace, itemNamespace));
        foreach (var (path, text) in files)
            run.Put(path, text);
        run.Run();
        return run;
    }

    /// <summary>Saves a file, new or changed, and compiles again.</summary>
    public void Edit(string path, string text)
    {
        Put(path, text);
        Run();
    }

    /// <summary>Changes the C# code and compiles again.</summary>
    public void EditCode(string code)
    {
        Compilation = Compilation.ReplaceSyntaxTree(Compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText(code, (CSharpParseOptions)Compilation.SyntaxTrees[0].Options, "Program.cs"));
        Run();
    }

    /// <summary>Why each output of a step is there, in the order of the files: New, Cached, Unchanged, Modified.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        [.. Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    /// <summary>Reasons of what is handed to the compiler.</summary>
    public IReadOnlyList<IncrementalStepRunReason> SourceReasons() =>
        [.. Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];

    public string Source(string hintName) => Find(hintName) ?? throw new ArgumentException($"{hintName} was not generated; there are {string.Join(", ", Result.GeneratedSources.Select(source => source.HintName))}.");

    public string? Find(string hintName) => Result.GeneratedSources.FirstOrDefault(source => source.HintName == hintName).SourceText?.ToString();

    /// <summary>What a build would print, warnings as errors, if generated files did not ask for silence; their comments are read too.</summary>
    public IReadOnlyList<Diagnostic> BuildErrors() =>
        [.. Result.Diagnostics, .. Output.SyntaxTrees.Aggregate(Output, WithoutSilence).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != UndocumentedMember)];

    // Warnings that a generated file turns off would pass for code that has none.
    private static Compilation WithoutSilence(Compilation output, SyntaxTree tree)
    {
        var text = tree.ToString();
        if (!text.Contains(Silence, StringComparison.Ordinal)) return output;
        var options = ((CSharpParseOptions)tree.Options).WithDocumentationMode(DocumentationMode.Diagnose);
        return output.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text.Replace(Silence, "", StringComparison.Ordinal), options, tree.FilePath, tree.Encoding));
    }

    private void Put(string path, string text)
    {
        var file = new BmlpText(path, text);
        _driver = _files.TryGetValue(path, out var old) ? _driver.ReplaceAdditionalText(old, file) : _driver.AddAdditionalTexts([file]);
        _files[path] = file;
    }

    private void Run()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(Compilation, out var output, out _);
        Output = output;
        Result = _driver.GetRunResult().Results.Single();
        Assert.Null(Result.Exception);
        AssertCachedNextTime();
        BannedObjects.AssertNoneIn(Result);
    }

    private void AssertCachedNextTime()
    {
        var again = _driver.RunGenerators(Compilation.Clone()).GetRunResult().Results.Single();
        var reasons = again.TrackedSteps.Where(step => StepNames.Contains(step.Key)).SelectMany(step => step.Value).SelectMany(run => run.Outputs)
            .Concat(again.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs));
        Assert.All(reasons, output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{output.Value} was {output.Reason} in a second run."));
    }

    public static IReadOnlyList<string> StepNames { get; } =
        [.. typeof(TrackingNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];
}
