using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bilinear.Cli.Tests.Shipping;

/// <summary>The class of an artefact, compiled in C# 12, with every warning an error, and called.</summary>
internal sealed class Artefact
{
    private delegate void ScoresOf(ReadOnlySpan<float> pixels, Span<float> scores);

    private delegate int ClassOf(ReadOnlySpan<float> pixels);

    private delegate float[,] TermsOf(ReadOnlySpan<float> pixels);

    private delegate ReadOnlySpan<float> Numbers();

    private readonly Type _type;

    /// <param name="resource">The path of the file that is embedded under its name; null for none.</param>
    public Artefact(string code, string name, string? resource)
    {
        // Only the base library is there.
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "artefact", [CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose))], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, warningLevel: 9999, generalDiagnosticOption: ReportDiagnostic.Error));
        using var image = new MemoryStream();
        var result = compilation.Emit(image, manifestResources: resource is null ? [] : [new ResourceDescription(Path.GetFileName(resource), () => File.OpenRead(resource), isPublic: true)]);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        _type = Assembly.Load(image.ToArray()).GetTypes().Single(type => type.Name == name);
    }

    public float[] Scores(float[] pixels, int outputs)
    {
        var scores = new float[outputs];
        Method<ScoresOf>("Scores")(pixels, scores);
        Assert.Throws<ArgumentException>(() => Method<ScoresOf>("Scores")(pixels.AsSpan(1), scores));
        Assert.Throws<ArgumentException>(() => Method<ScoresOf>("Scores")(pixels, scores.AsSpan(1)));
        return scores;
    }

    public int Classify(float[] pixels) => Method<ClassOf>("Classify")(pixels);

    public float[,] Explain(float[] pixels) => Method<TermsOf>("Explain")(pixels);

    public int CountOf(string property) => _type.GetProperty(property)!.GetMethod!.CreateDelegate<Numbers>()().Length;

    private T Method<T>(string name)
        where T : Delegate => _type.GetMethod(name)!.CreateDelegate<T>();
}
