using System.Globalization;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Spectral.Units;

/// <summary>The program of a model of one bilinear layer that was made of another model, as the language's own printer would lay it out.</summary>
/// <param name="Model">The model that it was made of.</param>
/// <param name="Port">The index of the output that is kept.</param>
/// <param name="Ending">What its name adds to the model's, such as <c>Top8</c>.</param>
/// <param name="Contents">A clause that says what it consists of: <c>with 8 eigenvectors per output, of largest |eigenvalue|</c>.</param>
/// <param name="Order">The order of its <c>eigen</c> entry.</param>
/// <param name="Keep">The number of pairs that the entry keeps.</param>
internal sealed record UnitText(ModelDescription Model, int Port, string Ending, string Contents, SpectrumOrder Order, int Keep, int Units, bool HasBias)
{
    /// <summary>The version of the language that the text is written in.</summary>
    public const int LanguageVersion = 1;

    public string Name => $"{Model.Name}{(Model.Outputs.Count == 1 ? "" : Pascal(Output.Name))}{Ending}";

    public OutputInfo Output => Model.Outputs[Port];

    private InputInfo Input => Model.Inputs[0];

    // A layer may not be called as the input.
    public string Body => Input.Name == "body" ? "pairs" : "body";

    public string Head => Input.Name == "head" ? "sum" : "head";

    public string Print() => string.Join('\n',
    [
        string.Create(CultureInfo.InvariantCulture, $"language {LanguageVersion}"),
        .. Namespace(),
        "",
        $"/// {Model.Name}{(Model.Outputs.Count == 1 ? "" : $", its output {Output.Name} alone,")} {Contents}.",
        $"model {Name}({Input.Name}: {Type(Input)}) -> {Output.Name}: {Type(Output)} {{",
        $"  {Body} = bilinear({Number(Units)}{(HasBias ? ", bias: true" : "")})",
        $"  {Head} = linear({Number(Output.Count)})",
        $"  return {Input.Name} |> {(Input.Shape.Count > 1 ? "flatten |> " : "")}{Body} |> {Head}",
        "}",
        "",
        .. Train(),
        "",
        $"decompose {Name} {{",
        $"  eigen {Head} {{",
        $"    order {EnumWords.Of(Order)}",
        $"    keep {Number(Math.Min(Keep, Input.Count))}",
        "  }",
        "}",
    ]);

    // The canonical text of the whole model says it in a line of its own.
    private IEnumerable<string> Namespace() =>
        Model.CanonicalText.Split('\n').Where(line => line.StartsWith("namespace ", StringComparison.Ordinal)).Take(1);

    // As the whole model was trained, so that what is left can be trained on.
    private IEnumerable<string> Train()
    {
        var options = Model.TrainDefaults;
        yield return $"train {Name} {{";
        yield return $"  loss {EnumWords.Of(Output.Loss)}";
        yield return $"  optimizer {options.Optimizer}";
        yield return $"  schedule {options.Schedule}";
        yield return $"  batch {Number(options.Batch)}";
        yield return options.Steps is { } steps ? $"  steps {Number(steps)}" : $"  epochs {Number(options.Epochs ?? 1)}";
        yield return $"  seed {options.Seed.ToString(CultureInfo.InvariantCulture)}";
        yield return "}";
    }

    private static string Type(PortInfo port) => $"f32[{string.Join(", ", port.Shape.Select(size => Number(size)))}]";

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
