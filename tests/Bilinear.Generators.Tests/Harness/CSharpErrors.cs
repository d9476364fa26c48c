using Bilinear.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bilinear.Generators.Tests.Harness;

/// <summary>What a compiler of C# says of many generated files at once: a compilation for each would take minutes.</summary>
internal static class CSharpErrors
{
    /// <summary>Errors only, without those of nullability, which take the longest; the path of each is the file's hint name.</summary>
    public static IEnumerable<Diagnostic> Of(IEnumerable<OutputFile> files)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.None).WithFeatures([new("run-nullable-analysis", "never")]);
        var trees = files.AsParallel().Select(file => CSharpSyntaxTree.ParseText(file.Code, parse, file.HintName)).ToList();
        var compilation = CSharpCompilation.Create(
            "Many", trees, GeneratorRun.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
