using System.Reflection;
using System.Runtime.Loader;
using Bilinear.Cli.Output;
using Bilinear.Dsl;
using Bilinear.Dsl.Hosting;
using Bilinear.Training;

namespace Bilinear.Cli.Compiling;

/// <summary>A model of a <c>.bmlp</c> file, ready to be made: from the cache, or compiled and put there.</summary>
internal static class CompiledModel
{
    /// <inheritdoc cref="ChosenModel.Of"/>
    public static ModelDescription Load(ModelRequest request, StatusLine status, WeightsSource? weights = null) => Load(ChosenModel.Of(request, weights), request.File, status);

    /// <param name="file">The path of the <c>.bmlp</c> file.</param>
    /// <exception cref="InputException">The model has mistakes.</exception>
    public static ModelDescription Load(ChosenModel chosen, string file, StatusLine status)
    {
        var key = ModelCache.KeyOf(chosen.Model.Bound);
        if (ModelCache.Read(key) is not { } assembly)
        {
            if (SourceFile.MistakesOf(chosen.Compilation) is { Count: > 0 } mistakes)
                throw new InputException(mistakes);
            assembly = status.While($"compiling {chosen.Model.Bound.Name}", () => ModelCompiler.Compile(chosen.Model, Path.GetFileName(file), chosen.Compilation.Bound.Namespace));
            ModelCache.Write(key, assembly);
        }
        // A context of its own: two models of one name, of two sizes say, may be in use at once.
        return Describe(new AssemblyLoadContext(file).LoadFromStream(new MemoryStream(assembly)));
    }

    // One model an assembly, and every model's class has it.
    private static ModelDescription Describe(Assembly assembly) =>
        (ModelDescription)assembly.GetExportedTypes().Single(type => type.BaseType == typeof(Model)).GetProperty(Members.ModelDescription, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
