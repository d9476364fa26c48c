using System.Globalization;
using Bilinear.Training;

namespace Bilinear.Spectral.Truncating;

/// <summary>The program of a truncated model, as the language's own printer would lay it out.</summary>
/// <param name="Model">The model that was truncated.</param>
/// <param name="Port">The index of the output that is kept.</param>
/// <param name="Kept">The number of pairs per output.</param>
internal sealed record TruncatedText(ModelDescription Model, int Port, TruncationRule TruncationRule, int Kept, int Units, bool HasBias)
{
    /// <summary>The version of the language that the text is written in.</summary>
    public const int LanguageVersion = 1;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Model.Name}{(Model.Outputs.Count == 1 ? "" : Pascal(Output.Name))}Top{Kept}");

    public OutputInfo Output => Model.Outputs[Port];

    private InputInfo Input => Model.Inputs[0];

    // A layer may not be called as the input.
    public string Body => Input.Name == "body" ? "pairs" : "body";

    public string Head => Input.Name == "head" ? "sum" : "head";

    /// <summary>A clause that says what is kept.</summary>
    public string Rule => string.Create(CultureInfo.InvariantCulture, $"{Kept} eigenvectors per output, {TruncationRule switch
    {
        TruncationRule.Magnitude => "of largest |eigenvalue|",
        TruncationRule.Ends => "half of them from each end of the spectrum",
        _ => "of largest mean activation",
    }}");

    public string Print() => string.Join('\n',
    [
        string.Create(CultureInfo.InvariantCulture, $"language {LanguageVersion}"),
        .. Namespace(),
        "",
        $"/// {Model.Name}{(Model.Outputs.Count == 1 ? "" : $", its output {Output.Name} alone,")} with {Rule}.",
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
        $"    order {(TruncationRule switch { TruncationRule.Magnitude => "magnitude", TruncationRule.Ends => "value", _ => "mean_activation" })}",
        $"    keep {Number(Math.Min(TruncationRule == TruncationRule.Ends ? (Kept + 1) / 2 : Kept, Input.Count))}",
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
        yield return $"  loss {Output.Loss.Word()}";
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
