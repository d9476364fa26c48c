using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports.Images;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Reports;

/// <summary>The whole page: heading and figures, the entries of the decompose block, facts and the model's text.</summary>
internal sealed class ReportPage
{
    private readonly ReportContents _contents;
    private readonly DataSet?[] _data;
    private readonly ReportEntry[] _entries;

    public ReportPage(ReportContents contents)
    {
        _contents = contents;
        _data = [.. contents.Entries.Select(DataOf), contents.TestData];
        var scale = PictureScale.Of(_data.FirstOrDefault(data => data is not null));
        _entries = [.. contents.Entries.Select((entry, place) => ReportEntry.Of(entry, contents, place, scale))];
    }

    private ModelDescription Model => _contents.Entries[0].Model;

    public XElement Build() => HtmlPage.Of(_contents.Title, new Origin(_contents.Entries[0], _data), Header(), [.. _entries.Select(entry => entry.Build()), Facts()]);

    private XElement Header()
    {
        var header = new XElement("header", new XElement("h1", _contents.Title));
        if (_contents.Summary.Length > 0)
            header.Add(new XElement("p", new XAttribute("class", "summary"), _contents.Summary));

        var figures = new XElement("ul", new XAttribute("class", "figures"));
        if (_contents.Test is { } test)
            figures.Add(test.Outputs.Select(output => Quality(output, test)));
        if (_contents.Exactness is { } exactness)
        {
            figures.Add(HtmlPage.Figure(Figures.Rounding(exactness.LargestError), "largest error of the sum over all eigenvectors, beside the largest output"));
            if (_contents.Entries.OfType<EigenSpectra>().FirstOrDefault(spectra => spectra.IsCheckable)?.Output is { HasAnswers: true })
                figures.Add(HtmlPage.Figure($"{Figures.Count(exactness.ChangedArgmax)} of {Figures.Count(exactness.Samples)}", "predictions that the decomposition changes"));
        }

        figures.Add(_entries.SelectMany(entry => entry.Figures()).Select(figure => HtmlPage.Figure(figure.Value, figure.Meaning)));
        header.Add(figures);
        return header;
    }

    private static DataSet? DataOf(Decomposition entry) => entry switch
    {
        EigenSpectra spectra => spectra.Data,
        SpectralTree tree => tree.Data,
        _ => null,
    };

    private XElement Quality(OutputEvaluation output, Evaluation test)
    {
        var of = test.Outputs.Count == 1 ? "" : $" of {output.Output}";
        var loss = Model.Outputs.First(port => port.Name == output.Output).Loss == LossKind.MeanSquaredError ? "mean squared error" : "loss";
        return double.IsNaN(output.Accuracy)
            ? HtmlPage.Figure(Figures.Plain(output.Loss), $"{loss}{of} on {Figures.Count(test.Samples, "test sample")}")
            : HtmlPage.Figure(Figures.Percent(output.Accuracy), $"accuracy{of} on {Figures.Count(test.Samples, "test sample")}");
    }

    private XElement Facts()
    {
        KeyValuePair<string, string>[] facts =
        [
            new("model", Model.Name),
            .. Model.Arguments.Select(argument => new KeyValuePair<string, string>(argument.Key, argument.Value)),
            .. Model.Inputs.Select(input => new KeyValuePair<string, string>("input", $"{input.Name} [{string.Join(", ", input.Shape)}]")),
            .. Model.Outputs.Select(output => new KeyValuePair<string, string>("output", $"{output.Name} [{string.Join(", ", output.Shape)}]")),
            new("parameters", Figures.Count(Model.ParameterCount)),
            .. _entries.SelectMany(entry => entry.Facts()),
            .. _contents.Facts,
        ];
        var section = new XElement(
            "section",
            new XElement("h2", "The model"),
            HtmlPage.Facts(facts));
        if (Model.CanonicalText.Length > 0)
            section.Add(new XElement("details", new XElement("summary", "Its text"), new XElement("pre", Model.CanonicalText)));
        return section;
    }
}
