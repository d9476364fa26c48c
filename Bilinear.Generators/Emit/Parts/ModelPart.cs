using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Spectral.Folding;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Model</c>: what a user sees first: the class, its sizes, its description, its input and output types.</summary>
internal static class ModelPart
{
    private const string Training = "global::Bilinear.Training.";

    public static string Write(ModelFacts facts) =>
        PartFile.WriteModel(
            facts.FileName,
            facts.Namespace,
            facts.ClassName,
            isTyped: true,
            code =>
            {
                WriteArguments(code, facts);
                WriteConstructor(code, facts);
                code.Line();
                WriteDescription(code, facts);
                code.Line();
                TypedSurface.Write(
                    code, facts.ClassName, Port(facts, facts.Names.Inputs[0], facts.Model.Inputs[0]),
                    [.. facts.Names.Outputs.Zip(facts.Model.Outputs, (type, port) => Port(facts, type, port))]);
            },
            code => WriteDocumentation(code, facts));

    private static PortType Port(ModelFacts facts, string type, BoundPort port) => facts.Model.TakesTexts ? PortType.OfTexts(type, port) : PortType.Of(type, port);

    private static void WriteDocumentation(IndentedText code, ModelFacts facts)
    {
        var model = facts.Model;
        var summary = model.Documentation.Length > 0 ? model.Documentation : $"The model {model.Name}.";
        code.Documentation("summary", [.. summary.Split('\n').Select(line => Literals.Xml(line.Trim()))]);

        var width = model.Parameters.Count == 0 ? 0 : model.Parameters.Max(parameter => parameter.Path.Length);
        var table = model.Parameters.Select(parameter => $"{parameter.Path.PadRight(width)}  [{string.Join(", ", parameter.Dims)}]");
        code.Line("/// <remarks>")
            .Line($"/// {Literals.Xml($"{XmlDoc.Ports(model.Inputs)} → {XmlDoc.Ports(model.Outputs)}")}, {XmlDoc.Thousands(model.Parameters.Sum(parameter => parameter.Count))} parameters:")
            .Line("/// <code>")
            .Lines(table.Select(row => "/// " + Literals.Xml(row)))
            .Line("/// </code>")
            .Line("/// </remarks>");
    }

    private static void WriteArguments(IndentedText code, ModelFacts facts)
    {
        for (var i = 0; i < facts.Model.Arguments.Count; i++)
        {
            var argument = facts.Model.Arguments[i];
            var value = argument.Type switch
            {
                "dim" or "int" or "bool" => argument.Value,
                "f32" => Literals.Float(double.Parse(argument.Value, System.Globalization.CultureInfo.InvariantCulture)),
                _ => Literals.String(argument.Value),
            };
            code.Line($"/// <summary>The argument <c>{Literals.Xml(argument.Name)}</c>.</summary>")
                .Line($"public const {Literals.TypeOf(argument.Type)} {facts.Names.Arguments[i]} = {value};")
                .Line();
        }
    }

    private static void WriteConstructor(IndentedText code, ModelFacts facts)
    {
        var train = facts.Model.Train;
        code.Summary("Creates a model for training, with initial parameters drawn from a seed.")
            .Documentation("param name=\"device\"", "The device that the model runs on; it must outlive the model.")
            .Documentation("param name=\"batch\"", "How many samples are computed at once; a larger input is taken in turns.")
            .Documentation("param name=\"seed\"", "The seed of the initial parameters.")
            .Constructor(
                $"public {facts.ClassName}",
                ["global::Bilinear.Devices.Device device", $"int batch = {train.Batch}", $"ulong seed = {train.Seed}"],
                $"base({Members.ModelDescription}, device, batch, seed)");
    }

    private static void WriteDescription(IndentedText code, ModelFacts facts)
    {
        var model = facts.Model;
        code.Summary("Describes the model to the runtime: its sizes, its parameters in the order of their block, how it trains.");
        using (code.Block($"public static {Training}ModelDescription {Members.ModelDescription} {{ get; }} = new()", "};"))
        {
            code.Line($"Name = {Literals.String(model.Name)},");
            code.Write("Arguments = ", new Collection([.. model.Arguments.Select(argument => new Call("new", [Literals.String(argument.Name), Literals.String(argument.Value)]))]), ",");
            code.Write("Inputs = ", new Collection([.. model.Inputs.Select(Input)]), ",");
            code.Write("Outputs = ", new Collection([.. model.Outputs.Zip(model.Train.Losses, Output)]), ",");
            using (code.Line("Parameters =").Under("[", "],"))
            {
                for (var i = 0; i < model.Parameters.Count; i++)
                {
                    var parameter = Parameter(model.Parameters[i], facts.IsStacked(i));
                    code.Write("", Measured(facts, i) is { } measured ? new Initialized(parameter, [new Assignment("Measured", measured)]) : parameter, ",");
                }
            }
            WriteNorms(code, facts);
            if (facts.Schedules.Capture.Names.Count > 0 && !facts.Model.TakesTexts)
            {
                using (code.Line("Layers =").Under("[", "],"))
                {
                    foreach (var layer in facts.Schedules.Capture.Names)
                        code.Write("", new Call("new", [Literals.String(layer.Name), $"[{string.Join(", ", layer.Dims)}]", $"{layer.Value}"]), ",");
                }
            }
            code.Line($"ForwardArena = {facts.Schedules.Forward.ArenaFloatsPerSample},");
            code.Line($"StepArena = {facts.Schedules.Step.ArenaFloatsPerSample},");
            if (facts.Schedules.Score is { } score)
                code.Line($"ScoreArena = {score.ArenaFloatsPerSample},");
            if (!facts.Model.TakesTexts)
                code.Line($"CaptureArena = {facts.Schedules.Capture.ArenaFloatsPerSample},");
            WritePositions(code, facts);
            code.Line($"Forward = {facts.Forward.Name},").Line($"Step = {facts.Step},");
            if (facts.Score is not null)
                code.Line($"Score = {facts.Score.Name},");
            if (facts.Decode is not null)
                code.Line($"Decode = {facts.Decode.Name},");
            if (!facts.Model.TakesTexts)
                code.Line($"Capture = {facts.Capture.Name},");
            code.Line($"Create = static (device, batch, seed) => new {facts.ClassName}(device, batch, seed),")
                .Line($"LoadWeights = {Members.Weights}.{Members.Load},");
            TrainDefaults.Write(code, model.Train);
            code.Line($"LanguageVersion = {Dsl.Syntax.BmlpParser.LanguageVersion},");
            code.Line("CanonicalText =").Lines(Literals.RawString(model.CanonicalText, ","));
            if (model.TrainedText is { } trained)
                code.Line("TrainedText =").Lines(Literals.RawString(trained, ","));
        }
        code.Line()
            .Summary("The options of the <c>train</c> block, to be used as they are or <c>with</c> changes.")
            .Member($"public static {Training}TrainOptions {Members.TrainDefaults}", $"{Members.ModelDescription}.TrainDefaults");
    }

    private static void WriteNorms(IndentedText code, ModelFacts facts)
    {
        if (facts.Norms.Count == 0)
            return;
        using (code.Line("Norms =").Under("[", "],"))
        {
            foreach (var (norm, call) in facts.Norms)
                code.Write("", Norm(norm, call, facts.ObstacleOf(norm)), ",");
        }
    }

    private static Initialized Norm(FoldedNorm norm, int call, string? obstacle) => new(
        new Call("new", [Literals.String(norm.Name), $"Size: {norm.Size}", $"Epsilon: {Literals.Double(norm.Epsilon)}", $"Call: {call}"]),
        [
            .. norm.Gain >= 0 ? [$"Gain = {norm.Gain}"] : Array.Empty<Fragment>(),
            .. norm.Weights.Count > 0 ? [new Assignment("Weights", $"[{string.Join(", ", norm.Weights)}]")] : Array.Empty<Fragment>(),
            .. norm.Heads.Count > 0 ? [new Assignment("Heads", new Collection([.. norm.Heads.Select(head => new Call("new", [Literals.String(head.Name), $"Embedding: {head.Embedding}"]))]))] : Array.Empty<Fragment>(),
            .. obstacle is not null ? [new Assignment("Obstacle", new Literal(obstacle))] : Array.Empty<Fragment>(),
        ]);

    private static void WritePositions(IndentedText code, ModelFacts facts)
    {
        if (facts.Context == 0)
            return;
        code.Line($"Context = {facts.Context},");
        if (facts.Decode is not null)
            code.Write("Caches = ", new Collection([.. facts.AttentionCalls.Select(call => new Call("new", [$"Keys: {call.Inputs[1].Columns}", $"Values: {call.Inputs[2].Columns}"]))]), ",");
    }

    private static Call Input(BoundPort port) => new(
        "new",
        [
            Literals.String(port.Name), $"[{string.Join(", ", port.Shape.Dims)}]",
            .. port.Vocabulary > 0 ? [$"Vocabulary: {port.Vocabulary}"] : Array.Empty<Fragment>(),
        ]);

    private static Call Output(BoundPort port, LossSpec loss) => new(
        "new",
        [
            Literals.String(port.Name), $"[{string.Join(", ", port.Shape.Dims)}]", $"{Training}LossKind.{loss.Kind}",
            .. loss.Weight == 1 ? Array.Empty<Fragment>() : [$"Weight: {Literals.Double(loss.Weight)}"],
        ]);

    private static Call Parameter(ParameterSymbol parameter, bool isStacked) => new(
        "new",
        [
            Literals.String(parameter.Path), $"[{string.Join(", ", parameter.Dims)}]", $"FanIn: {parameter.FanIn}", $"{Training}ParameterInit.{parameter.Init}",
            .. isStacked ? ["Stacked: true"] : Array.Empty<Fragment>(), .. parameter.IsFactor ? ["IsFactor: true"] : Array.Empty<Fragment>(),
        ]);

    /// <summary>Where a measured scale goes; null for another parameter.</summary>
    private static Initialized? Measured(ModelFacts facts, int parameter)
    {
        var norm = facts.MeasuredNorms.FirstOrDefault(norm => norm.Scale == parameter);
        return norm is null ? null : new Initialized(new Call("new", []), [$"Gain = {norm.Gain}", $"Weights = [{string.Join(", ", norm.Weights)}]"]);
    }
}
