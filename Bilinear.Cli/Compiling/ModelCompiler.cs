using System.Globalization;
using System.Reflection;
using Bilinear.Cli.Output;
using Bilinear.Dsl;
using Bilinear.Dsl.Hosting;
using Bilinear.Generators.Emit;
using Bilinear.Text;
using Bilinear.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bilinear.Cli.Compiling;

/// <summary>
/// A model from schedule to assembly, with the emitter of the source generator. The one type that touches Roslyn, which
/// takes longer to load than everything else together: only a model that is not in the cache comes here.
/// </summary>
internal static class ModelCompiler
{
    /// <summary>The assembly's bytes.</summary>
    /// <exception cref="InputException">The code does not compile.</exception>
    public static byte[] Compile(ModelCompilation model, string fileName, string @namespace)
    {
        var facts = new ModelFacts(model, fileName, @namespace);
        var options = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.None);
        var compilation = CSharpCompilation.Create(
            $"bmlp.{facts.QualifiedName}",
            ModelEmitter.Emit(facts).Select(part => CSharpSyntaxTree.ParseText(part.Code, options)),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success ? image.ToArray() : throw Failed(facts, result.Diagnostics);
    }

    /// <summary>A mistake of ours in one line, like every other, with the page that says where it goes.</summary>
    private static InputException Failed(ModelFacts facts, IEnumerable<Diagnostic> diagnostics)
    {
        var first = diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new InputException([new Mistake(
            $"{ForeignText.Clean(facts.FileName)}: error {HostRules.Internal.Id}: {HostRules.UncompilableMessage(facts.Model.Name, first.Id, ForeignText.Shorten(first.GetMessage(CultureInfo.InvariantCulture)))}")]);
    }

    // What the runtime itself was compiled against is all that generated code can need.
    private static IEnumerable<MetadataReference> References()
    {
        var paths = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path)!, StringComparer.OrdinalIgnoreCase);
        var runtime = typeof(Model).Assembly;
        IEnumerable<AssemblyName> needed = [typeof(object).Assembly.GetName(), runtime.GetName(), .. runtime.GetReferencedAssemblies()];
        return needed.Select(name => paths[name.Name!].FirstOrDefault()).OfType<string>().Select(path => MetadataReference.CreateFromFile(path));
    }
}
