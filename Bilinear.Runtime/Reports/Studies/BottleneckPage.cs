using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Spectral;

namespace Bilinear.Reports.Studies;

/// <summary>The whole page on the bottlenecks of a model: of each layer the curve, and the numbers.</summary>
internal sealed class BottleneckPage(BottleneckStudy study)
{
    /// <summary>An accuracy of so little less is taken for the whole model's.</summary>
    private const double Little = 0.01;

    public XElement Build() => HtmlPage.Of(Title, new Origin(study.Model, study.WeightsHash, study.Provenance, study.Data), HtmlPage.Header(Title, Summary, Numbers()),
    [
        HtmlPage.Panel("How to read this", HowToRead()),
        .. study.Layers.Select(Section),
        HtmlPage.Section("What this is about", "", HtmlPage.Facts(
        [
            new("model", study.Model.Name),
            new("output", study.Output.Name),
            new("loss", study.HasAnswers ? "cross-entropy, in nats" : "mean squared error"),
            new("measured on", study.Data.Name),
        ])),
    ]);

    private string Title => $"{study.Model.Name}: how many components its {(study.Layers.Count == 1 ? "layer needs" : "layers need")}";

    private string Summary => study.HasAnswers
        ? $"To lose at most one percentage point of the accuracy on “{study.Data.Name}”, {string.Join(", and ", study.Layers.Select(layer => $"{layer.Name} needs {(layer.Enough(study.Accuracy, Little) is { } kept ? Figures.Count(kept) : "all")} of its {Figures.Count(layer.Values.Count, "component")}"))}. {(study.Layers.Count == 1 ? "" : "One layer is narrowed at a time. ")}Only 1, 2, 4, … and all of the components were tried."
        : $"The loss on “{study.Data.Name}” when each bilinear layer is narrowed, one at a time.";

    private IEnumerable<XElement> Numbers()
    {
        if (study.HasAnswers)
            yield return HtmlPage.Figure(Figures.Percent(study.Accuracy), $"accuracy of the whole model on {Figures.Count(study.Data.Count, "sample")}");
        yield return HtmlPage.Figure(Figures.Plain(study.Loss), "loss of the whole model");
        foreach (var layer in study.Layers)
            yield return HtmlPage.Figure(Figures.Count(layer.Values.Count), $"singular components of {layer.Name}");
    }

    private object[] HowToRead() =>
    [
        new XElement("p", "A bilinear layer, with the linear layers behind it, is a third-order tensor B. Its singular value decomposition is a sum of σ · l ⊗ R: each component is one quadratic form R of the layer's input, which moves the layer's outputs together in proportion to l. Here a layer keeps the first components, those of largest σ, and the model is measured; all other layers are whole. With all components it is the model itself."),
        new XElement("p", $"The share of ‖B‖² is that of the squares of the kept σ, which needs no data. {(study.HasAnswers ? "Δ is the difference from the whole model; of accuracies it is in percentage points. An answer is another one where it is not what the whole model answers, be that right or wrong." : "Δ is the difference from the whole model.")} The largest error is that of an output on any sample; outputs are up to {Figures.Plain(study.LargestOutput)} here."),
        new XElement("p", "A residual beside the layer stays, and so do biases where they add what no component can give."),
    ];

    private XElement Section(BottleneckLayer layer) => HtmlPage.Section(
        layer.Name,
        $"{Figures.Count(layer.Values.Count, "component")}{(layer.Values.Count == 0 ? "" : $", σ from {Figures.Plain(layer.Values[0])} to {Figures.Plain(layer.Values[^1])}")}",
        Curve(layer),
        new XElement("div", new XAttribute("class", "panel scroll"), Points(layer)));

    private XElement Curve(BottleneckLayer layer) => new CurveChart(
        $"{(study.HasAnswers ? $"Accuracy on “{study.Data.Name}”, that of the whole model {Figures.Percent(study.Accuracy)}, and share" : "Share")} of ‖B‖² over the components that {layer.Name} keeps.",
        ChartAxis.Counts("component", " kept", [.. layer.Points.Select(point => point.Kept)]),
        [
            .. study.HasAnswers ? [new("accuracy", "first", layer.Points.Select(point => point.Accuracy))] : Array.Empty<Curve>(),
            new("share of ‖B‖²", "second", layer.Points.Select(point => layer.Share(point.Kept))),
        ]).OnPage($"bottleneck.{layer.Name}");

    private XElement Points(BottleneckLayer layer) => Table.Of(
        ["kept", .. study.HasAnswers ? ["accuracy", "Δ accuracy"] : Array.Empty<string>(), "loss", "Δ loss", study.HasAnswers ? "other answers" : null, "largest error", "share of ‖B‖²"],
        layer.Points.Select(point => ((object)Figures.Count(point.Kept), (IEnumerable<string?>)
        [
            .. study.HasAnswers ? [Figures.Percent(point.Accuracy), Figures.Points(point.Accuracy - study.Accuracy)] : Array.Empty<string>(),
            Figures.Plain(point.Loss),
            Figures.Signed(study.LossAdded(point)),
            study.HasAnswers ? Figures.Percent(1 - point.Agreement) : null,
            Figures.Plain(point.LargestError),
            Figures.Percent(layer.Share(point.Kept)),
        ])));
}
