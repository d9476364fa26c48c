using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Spectral;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Model</c>: what a user sees first: the class, its sizes, its description, its input and output types.</summary>
internal static class ModelPart
{
    private const string Training = "global::Bilinear.Training.";

    public static string Write(ModelFacts facts) =>
        PartFile.Write(
            facts,
            $"public sealed partial class {facts.ClassName} : {Training}Model",
            code =>
            {
                WriteArguments(code, facts);
                WriteConstructor(code, facts);
                code.Line();
                WriteDescription(code, facts);
                code.Line();
                TypedSurface.Write(
                    code, facts.ClassName, PortType.Of(facts.Names.Inputs[0], facts.Model.Inputs[0]), [.. facts.Names.Outputs.Zip(facts.Model.Outputs, PortType.Of)]);
            },
            code => WriteDocumentation(code, facts));

    private static void WriteDocumentation(IndentedText code, ModelFacts facts)
    {
        var model = facts.Model;
        var summary = model.Documentation.Length > 0 ? model.Documentation : $"The model {model.Name}.";
        code.Lines(XmlDoc.Element("summary", summary.Split('\n')));

        var width = model.Parameters.Count == 0 ? 0 : model.Parameters.Max(parameter => parameter.Path.Length);
        var table = model.Parameters.Select(parameter => $"{parameter.Path.PadRight(width)}  [{string.Join(", ", parameter.Dims)}]");
        code.Line("/// <remarks>")
            .Line($"/// {Literals.Xml($"{XmlDoc.Ports(model.Inputs)} → {XmlDoc.Ports(model.Outputs)}")}, {XmlDoc.Thousands(model.Parameters.Sum(parameter => parameter.Count))} parameters:")
            .Line("/// <code>")
            .Lines(table.Select(row => "/// " + Literals.Xml(row)))
            .Line("/// </code>")
            .Lines(facts.Plans.OfType<TreePlan>().Select(tree => $"/// The tree of <c>{Literals.Xml(tree.Name)}</c> is checked, and not yet computed by this version of Bilinear: it has no member here."))
            .Line("/// </remarks>");
    }

    private static void WriteArguments(IndentedText code, ModelFacts facts)
    {
        for (var i = 0; i < facts.Model.Arguments.Count; i++)
        {
            var argument = facts.Model.Arguments[i];
            var (type, value) = argument.Type switch
            {
                "dim" => ("int", argument.Value),
                "int" => ("long", argument.Value),
                "f32" => ("float", Literals.Float(double.Parse(argument.Value, System.Globalization.CultureInfo.InvariantCulture))),
                "bool" => ("bool", argument.Value),
                _ => ("string", Literals.String(argument.Value)),
            };
            code.Line($"/// <summary>The argument <c>{Literals.Xml(argument.Name)}</c>.</summary>")
                .Line($"public const {type} {facts.Names.Arguments[i]} = {value};")
                .Line();
        }
    }

    private static void WriteConstructor(IndentedText code, ModelFacts facts)
    {
        var train = facts.Model.Train;
        code.Line("/// <summary>The training form, with parameters as the seed draws them.</summary>")
            .Line("/// <param name=\"device\">Where it runs; it must outlive the model.</param>")
            .Line("/// <param name=\"batch\">The rows that are computed at once; more are taken in turns.</param>")
            .Line("/// <param name=\"seed\">Of the initial parameters.</param>")
            .Line($"public {facts.ClassName}(global::Bilinear.Devices.Device device, int batch = {train.Batch}, ulong seed = {train.Seed})");
        using (code.Block($"    : base({Members.Description}, device, batch, seed)"))
        {
        }
    }

    private static void WriteDescription(IndentedText code, ModelFacts facts)
    {
        var model = facts.Model;
        code.Line("/// <summary>What the runtime knows of the model: its sizes, its parameters in the order of their block, how it trains.</summary>");
        using (code.Block($"public static {Training}ModelDescription {Members.Description} {{ get; }} = new()", "};"))
        {
            code.Line($"Name = {Literals.String(model.Name)},");
            code.Line($"Arguments = [{string.Join(", ", model.Arguments.Select(argument => $"new({Literals.String(argument.Name)}, {Literals.String(argument.Value)})"))}],");
            code.Line($"Inputs = [{string.Join(", ", model.Inputs.Select(Tensor))}],");
            code.Line($"Outputs = [{string.Join(", ", model.Outputs.Zip(model.Train.Losses, Output))}],");
            code.Line("Parameters =").Line("[").Lines(model.Parameters.Select((parameter, i) => "    " + Parameter(parameter, facts.IsStacked(i)))).Line("],");
            code.Line($"ForwardArena = {facts.Schedules.Forward.ArenaFloatsPerSample},");
            code.Line($"StepArena = {facts.Schedules.Step.ArenaFloatsPerSample},");
            code.Line($"Forward = {facts.Forward.Name},").Line($"Step = {facts.Step},")
                .Line($"Create = static (device, batch, seed) => new {facts.ClassName}(device, batch, seed),")
                .Line($"LoadWeights = {Members.Weights}.{Members.Load},");
            if (facts.HasSpectra)
                code.Line($"Decompose = static (weights, data) => new {Members.Spectra}(({Members.Weights})weights, data).{Members.Entries},");
            TrainDefaults.Write(code, model.Train);
            code.Line($"LanguageVersion = {Dsl.Syntax.BmlpParser.LanguageVersion},");
            code.Line("CanonicalText =").Lines(Literals.RawString(model.CanonicalText, ","));
        }
        code.Line()
            .Line("/// <summary>The <c>train</c> block, to be used as it is or <c>with</c> changes.</summary>")
            .Line($"public static {Training}TrainOptions {Members.TrainDefaults} => {Members.Description}.TrainDefaults;");
    }

    private static string Tensor(BoundPort port) =>
        $"new({Literals.String(port.Name)}, [{string.Join(", ", port.Shape.Dims)}]{(port.Vocabulary > 0 ? $", Vocabulary: {port.Vocabulary}" : "")})";

    private static string Output(BoundPort port, LossSpec loss) =>
        $"new({Literals.String(port.Name)}, [{string.Join(", ", port.Shape.Dims)}], {Training}LossKind.{loss.Kind}{(loss.Weight == 1 ? "" : $", Weight: {Literals.Double(loss.Weight)}")})";

    private static string Parameter(ParameterSymbol parameter, bool isStacked) =>
        $"new({Literals.String(parameter.Path)}, [{string.Join(", ", parameter.Dims)}], {parameter.FanIn}, {Training}ParameterInit.{parameter.Init}{(isStacked ? ", Stacked: true" : "")}),";
}
