using System.Xml.Linq;
using Bilinear.Reports.Charts;
using Bilinear.Reports.Images;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Reports.Ablating;

/// <summary>The whole page on an ablation: the curve, each eigenvector by itself, and what becomes of every class.</summary>
internal sealed class AblationPage(AblationSweep sweep)
{
    private const int PictureSize = 96;

    private readonly EigenSpectra _spectra = sweep.Study.Spectra;
    private readonly EigenSpectrum? _only = sweep.Spectra.Count == 1 ? sweep.Spectra[0] : null;
    private readonly Pictures _pictures = Pictures.Of(sweep.Study.Spectra, sweep.Spectra[0].Pictures.Columns, sweep.Spectra.Count == 1 ? PictureScale.Of(sweep.Study.Spectra.Data ?? sweep.Study.Data) : PictureScale.Own);
    private readonly AblationPoint _last = sweep.Together[^1];
    private readonly bool _hasAnswers = sweep.Whole.ClassAccuracies.Count > 0;

    public XElement Build() => HtmlPage.Of(Title, new Origin(_spectra, _spectra.Data, sweep.Study.Data), HtmlPage.Header(Title, Summary, Numbers()),
    [
        HtmlPage.Panel("How to read this", HowToRead()),
        AboutSpectra.Exact(_spectra),
        _hasAnswers ? HtmlPage.Panel($"{Done} together", Curve()) : null,
        HtmlPage.Section($"{Done} one at a time", $"on “{sweep.Study.Data.Name}”", new XElement("div", new XAttribute("class", "panel scroll"), Points(sweep.Single, pair => _only is null ? $"pair {pair}" : Picture(pair)))),
        HtmlPage.Section($"{Done} together", "each row with those above it", new XElement("div", new XAttribute("class", "panel scroll"), Points(sweep.Together, pair => $"{(pair == sweep.Pairs[0] ? "" : "+ ")}pair {pair}"))),
        _hasAnswers ? HtmlPage.Section("Every class", $"with all of these eigenvectors {(sweep.KeepsOnly ? "and no others" : "taken out")}", new XElement("div", new XAttribute("class", "panel scroll"), Classes())) : null,
        HtmlPage.Section("What this is about", "", AboutSpectra.Facts(_spectra,
            new("loss", _spectra.Output!.Loss == LossKind.CrossEntropy ? "cross-entropy, in nats" : "mean squared error"),
            new("measured on", HtmlPage.Describe(sweep.Study.Data)))),
    ]);

    private string Title => $"{_spectra.Model.Name}: {(_only is null ? "every output" : NameOf(_only))} {(sweep.KeepsOnly ? "with only" : "without")} {(sweep.Pairs.Count == 1 ? $"eigenvector {sweep.Pairs[0]}" : Figures.Count(sweep.Pairs.Count, "eigenvector"))}";

    private static bool HasUndecided(IReadOnlyList<AblationPoint> points) => points.Any(point => point.Undecided > 0);

    private string Done => sweep.KeepsOnly ? "Kept" : "Taken out";

    private string Summary => _hasAnswers
        ? $"Accuracy on “{sweep.Study.Data.Name}” goes from {Figures.Percent(sweep.Whole.Accuracy)} to {Figures.Percent(_last.Accuracy)}, the loss from {Figures.Plain(sweep.Whole.Loss)} to {Figures.Plain(_last.Loss)}."
        : $"The loss on “{sweep.Study.Data.Name}” goes from {Figures.Plain(sweep.Whole.Loss)} to {Figures.Plain(_last.Loss)}.";

    private string NameOf(EigenSpectrum spectrum) => spectrum.Output >= 0 ? $"{_spectra.Output!.Name} {_spectra.ClassName(spectrum.Output)}" : spectrum.Direction.Name;

    private IEnumerable<XElement> Numbers()
    {
        if (_hasAnswers)
        {
            yield return HtmlPage.Figure(Figures.Percent(sweep.Whole.Accuracy), $"accuracy of the whole model on {Figures.Count(sweep.Study.Data.Count, "sample")}");
            yield return HtmlPage.Figure(Figures.Percent(_last.Accuracy), $"accuracy with all of them {(sweep.KeepsOnly ? "and no others" : "taken out")}");
            yield return HtmlPage.Figure(Figures.Percent(1 - _last.Agreement), "of all answers are other ones then");
            if (_last.Undecided > 0)
                yield return HtmlPage.Figure(Figures.Percent(_last.Undecided), "of all samples are undecided then");
        }

        yield return HtmlPage.Figure(Figures.Plain(sweep.Whole.Loss), "loss of the whole model");
        yield return HtmlPage.Figure(Figures.Plain(_last.Loss), $"loss with all of them {(sweep.KeepsOnly ? "and no others" : "taken out")}");
    }

    private object[] HowToRead() =>
    [
        new XElement("p", (sweep.KeepsOnly
            ? "An output is exactly a sum of λ(v·h)² over its eigenvectors v, a linear part and a constant. Here the terms of all other eigenvectors are taken out of it; these, the linear part and the constant stay, and the model is measured."
            : "An output is exactly a sum of λ(v·h)² over its eigenvectors v, a linear part and a constant. Taking an eigenvector out takes its term out of that sum for every sample; all else stays, and the model is measured.") + $" {AboutSpectra.Symbols(_spectra)}"),
        new XElement("p", _only switch
        {
            null => "The pair of the same number goes from every output at once.",
            { Output: < 0 } => "Of a difference of two classes, half of a term goes from one and half comes to the other, the smallest change that takes it out. With all of its eigenvectors taken out, and neither a linear nor a constant part, the two outputs are equal.",
            _ => "The other outputs are as they were.",
        }),
        _hasAnswers ? new XElement("p", "Δ is the difference from the whole model; of accuracies it is in percentage points. An answer is another one where it is not what the whole model answers, be that right or wrong.") : "",
        HasUndecided(sweep.Study.Points) ? new XElement("p", "A sample is undecided where no output is larger than all others by more than rounding: it has no answer, so it counts as not right and as another answer.") : "",
        new XElement("p", AboutSpectra.Pairs(_spectra)),
        .. _only is null ? [] : _pictures.Legend(),
    ];

    private XElement Curve() => new CurveChart(
        $"Accuracy over the number of eigenvectors {(sweep.KeepsOnly ? "that stay" : "taken out")}; that of the whole model is {Figures.Percent(sweep.Whole.Accuracy)}{(Subject is { } own ? $", on {_spectra.Output!.Name} {_spectra.ClassName(own)} {Figures.Percent(sweep.Whole.ClassAccuracies[own])}" : "")}.",
        ChartAxis.Counts("eigenvector", sweep.KeepsOnly ? " kept" : " taken out", [.. Enumerable.Range(sweep.KeepsOnly ? 1 : 0, Curved.Count)]),
        [
            new("all classes", "first", Curved.Select(point => point.Accuracy)),
            .. Subject is { } subject ? [new($"{_spectra.Output!.Name} {_spectra.ClassName(subject)}", "second", Curved.Select(point => point.ClassAccuracies[subject]))] : Array.Empty<Curve>(),
        ]).OnPage("accuracy");

    // With none taken out it is the whole model.
    private IReadOnlyList<AblationPoint> Curved => sweep.KeepsOnly ? sweep.Together : [sweep.Whole, .. sweep.Together];

    // The class of the spectrum, where the data have samples of it.
    private int? Subject => _only is not null && Exactness.ArgMax(_only.Direction.Span) is var subject && double.IsFinite(sweep.Whole.ClassAccuracies[subject]) ? subject : null;

    private XElement Points(IReadOnlyList<AblationPoint> points, Func<int, object> heading) => Table.Of(
        ["", _only is null ? null : "λ", _hasAnswers ? "accuracy" : null, _hasAnswers ? "Δ accuracy" : null, "loss", "Δ loss", _hasAnswers ? "other answers" : null, HasUndecided(points) ? "undecided" : null, _hasAnswers && Subject is { } own ? $"{_spectra.Output!.Name} {_spectra.ClassName(own)}" : null, _hasAnswers ? "most changed class" : null],
        points.Select((point, index) => (heading(sweep.Pairs[index]), (IEnumerable<string?>)
        [
            _only is null ? null : Figures.Signed(_only.Values[sweep.Pairs[index]]),
            _hasAnswers ? Figures.Percent(point.Accuracy) : null,
            _hasAnswers ? Change(sweep.Whole.Accuracy, point.Accuracy) : null,
            Figures.Plain(point.Loss),
            Figures.Signed(point.Loss - sweep.Whole.Loss),
            _hasAnswers ? Figures.Percent(1 - point.Agreement) : null,
            HasUndecided(points) ? Figures.Percent(point.Undecided) : null,
            _hasAnswers && Subject is { } subject ? Figures.Percent(point.ClassAccuracies[subject]) : null,
            _hasAnswers && sweep.MostChanged(point) is { } most ? $"{_spectra.ClassName(most)}: {Change(sweep.Whole.ClassAccuracies[most], point.ClassAccuracies[most])}" : _hasAnswers ? "none" : null,
        ])));

    private XElement Picture(int pair) => new("div", $"pair {pair}", _pictures.Vector(
        _only!.Pictures.Row(pair), PictureSize, $"Eigenvector {pair} of {NameOf(_only)}, λ = {Figures.Signed(_only.Values[pair])}: blue is positive, red negative."));

    private XElement Classes() => Table.Of(["class", "samples", "whole", "ablated", "Δ accuracy"], sweep.Study.ClassCounts.Select((count, label) => ((object)_spectra.ClassName(label), (IEnumerable<string?>)(count == 0
        ? ["0", "–", "–", "–"]
        : [Figures.Count(count), Figures.Percent(sweep.Whole.ClassAccuracies[label]), Figures.Percent(_last.ClassAccuracies[label]), Change(sweep.Whole.ClassAccuracies[label], _last.ClassAccuracies[label])]))));

    private static string Change(double before, double after) => Figures.Points(after - before);
}
