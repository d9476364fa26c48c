using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Syntax;
using Bilinear.Generators.Emit.Parts;
using Bilinear.Generators.Emit.Text;
using Bilinear.Text;

namespace Bilinear.Generators.Emit;

/// <summary>
/// The shells of a file with errors: each model's class with its names and without its content, so that code which uses
/// the model shows no errors of its own and the user sees the one that counts.
/// </summary>
internal static class ShellEmitter
{
    public static IEnumerable<EmittedPart> Emit(FileSyntax file, string fileName, string @namespace)
    {
        var models = file.Declarations.OfType<ModelSyntax>().GroupBy(model => model.Name.Text, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var instances = file.Declarations.OfType<InstanceSyntax>().GroupBy(instance => instance.Name.Text, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

        var named = ModelNames.Of(file, @namespace).Where(model => ModelNames.CanBeClass(model.QualifiedName, model.Name.Text));
        foreach (var name in named.GroupBy(model => model.QualifiedName, StringComparer.Ordinal).Select(group => group.First()))
        {
            var root = Root(name.Name.Text, models, instances);
            var decompose = file.Declarations.OfType<DecomposeSyntax>();
            var block = decompose.FirstOrDefault(candidate => candidate.Name.Text == name.Name.Text)
                ?? decompose.FirstOrDefault(candidate => candidate.Name.Text == root?.Name.Text);
            yield return new EmittedPart(name.QualifiedName, "Model", Write(name.Name.Text, root, block, fileName, @namespace));
        }
    }

    /// <summary>The model that an instance comes from in the end; null where there is none, or the instances go in a circle.</summary>
    private static ModelSyntax? Root(string name, Dictionary<string, ModelSyntax> models, Dictionary<string, InstanceSyntax> instances)
    {
        for (var turn = 0; turn <= instances.Count; turn++)
        {
            if (models.TryGetValue(name, out var model))
                return model;
            if (!instances.TryGetValue(name, out var instance))
                return null;
            name = instance.Base.Name.Text;
        }
        return null;
    }

    /// <summary>What the model's own lines name; what is inside its blocks nobody knows.</summary>
    private static IReadOnlyList<CapturedName> NamesIn(ModelSyntax root)
    {
        var names = root.Body.Statements.Select(statement => statement switch
        {
            LayerSyntax layer => layer.Name.Text,
            BindingSyntax binding => binding.Name.Text,
            _ => null,
        });
        return [.. names.OfType<string>().Distinct().Select(name => new CapturedName(name, "f32[]", 0))];
    }

    private static string Write(string name, ModelSyntax? root, DecomposeSyntax? block, string fileName, string @namespace)
    {
        var className = CSharpNames.Escape(name);
        var names = new ClassNames(
            name, root is null ? [] : [root.Input.Name.Text], (root?.Outputs ?? []).Select(output => output.Name.Text),
            (root?.Parameters ?? []).Select(parameter => parameter.Name.Text), SpectraEntry.Of(block));
        return PartFile.WriteModel(fileName, @namespace, className, isTyped: root is not null, code =>
        {
            foreach (var (parameter, constant) in (root?.Parameters ?? []).Zip(names.Arguments, (parameter, constant) => (parameter, constant)))
            {
                code.Line($"public const {Literals.TypeOf(parameter.Type.Text)} {constant} = default;").Line();
            }
            code.Constructor(
                $"public {className}", ["global::Bilinear.Devices.Device device", "int batch = 1", "ulong seed = 0"], $"base({Members.ModelDescription}, device, batch, seed)")
                .Line()
                .Member(
                    $"public static global::Bilinear.Training.ModelDescription {Members.ModelDescription}",
                    $"throw new global::System.InvalidOperationException({Literals.String(ForeignText.Clean(fileName) + " has errors.")})")
                .Line()
                .Line($"public static global::Bilinear.Training.TrainOptions {Members.TrainDefaults} => {Members.ModelDescription}.TrainDefaults;")
                .Line();
            if (root is not null)
            {
                var isTexts = root.Input.Type.Element.Text == "token";
                TypedSurface.Write(
                    code, className, new PortType(names.Inputs[0], root.Input.Name.Text, 1, Vocabulary: isTexts ? 1 : 0, Context: isTexts ? 1 : 0),
                    [.. root.Outputs.Zip(names.Outputs, (port, type) => new PortType(type, port.Name.Text, 1, Context: isTexts ? 1 : 0))]);
                if (!isTexts)
                {
                    code.Line();
                    CapturePart.WriteClass(code, NamesIn(root));
                }
            }
            if (root is null || names.Spectra.Count == 0)
                return;
            code.Line();
            foreach (var member in names.Spectra)
                code.Member($"public static {member.PlanType} {member.Plan}", "throw new global::System.InvalidOperationException()").Line();
            SpectraSurface.Write(code, names.Spectra);
        });
    }
}
