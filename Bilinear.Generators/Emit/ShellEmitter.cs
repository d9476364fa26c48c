using Bilinear.Dsl.Syntax;
using Bilinear.Generators.Emit.Parts;
using Bilinear.Generators.Emit.Text;

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

        var named = ModelNames.Of(file, @namespace).Where(model => !ModelNames.IsMember(model.Name.Text));
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

    private static string Write(string name, ModelSyntax? root, DecomposeSyntax? block, string fileName, string @namespace)
    {
        var className = CSharpNames.Escape(name);
        var scope = new NameScope([.. ModelFacts.Reserved, name]);
        return PartFile.Write(fileName, @namespace, $"public sealed partial class {className} : global::Bilinear.Training.Model", code =>
        {
            foreach (var parameter in root?.Parameters ?? [])
            {
                var type = parameter.Type.Text switch { "dim" or "int" => "int", "f32" => "float", "bool" => "bool", _ => "string" };
                var constant = CSharpNames.Pascal(parameter.Name.Text);
                code.Line($"public const {type} {scope.Claim(constant, constant + "Argument")} = default;").Line();
            }
            code.Line($"public {className}(global::Bilinear.Devices.Device device, int batch = 1, ulong seed = 0)");
            using (code.Block("    : base(Description, device, batch, seed)"))
            {
            }
            code.Line()
                .Line($"public static global::Bilinear.Training.ModelDescription Description => throw new global::System.InvalidOperationException({Literals.String(fileName + " has errors.")});")
                .Line()
                .Line("public static global::Bilinear.Training.TrainOptions TrainDefaults => Description.TrainDefaults;")
                .Line();
            if (root is not null)
                TypedSurface.Write(code, className, Port(root.Input, scope), Port(root.Output, scope));
            var members = SpectraMember.Of(block);
            if (root is null || members.Count == 0)
                return;
            code.Line();
            foreach (var member in members)
                code.Line($"public static {member.PlanType} {member.Plan} => throw new global::System.InvalidOperationException();").Line();
            SpectraSurface.Write(code, members);
        });
    }

    private static PortType Port(PortSyntax port, NameScope scope)
    {
        var type = CSharpNames.Pascal(port.Name.Text);
        return new PortType(scope.Claim(type, type + "Port"), port.Name.Text, 1);
    }
}
