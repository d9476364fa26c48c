using System.Reflection;
using System.Runtime.Loader;
using Bilinear.Cli.Output;
using Bilinear.Training;

namespace Bilinear.Cli.Compiling;

/// <summary>A model of a <c>.bmlp</c> file, ready to be made: from the cache, or compiled and put there.</summary>
internal static class CompiledModel
{
    /// <inheritdoc cref="ChosenModel.Of"/>
    public static ModelDescription Load(ModelRequest request, StatusLine status, WeightsSource? weights = null)
    {
        var chosen = ChosenModel.Of(request, weights);
        var path = ModelCache.PathOf(chosen.Model.Bound);
        if (ModelCache.Read(path) is not { } assembly)
        {
            if (SourceFile.MistakesOf(chosen.Compilation) is { Count: > 0 } mistakes)
                throw new InputException(mistakes);
            assembly = status.While($"compiling {chosen.Model.Bound.Name}", () => ModelCompiler.Compile(chosen.Model, Path.GetFileName(request.File), chosen.Compilation.Bound.Namespace));
            ModelCache.Write(path, assembly);
        }
        // A context of its own: two models of one name, of two sizes say, may be in use at once.
        return Describe(new AssemblyLoadContext(request.File).LoadFromStream(new MemoryStream(assembly)));
    }

    // One model an assembly, and every model's class has it.
    private static ModelDescription Describe(Assembly assembly) =>
        (ModelDescription)assembly.GetExportedTypes().Single(type => type.BaseType == typeof(Model)).GetProperty("Description", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
