using System.Globalization;
using System.Xml.Linq;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>The whole page: heading and figures, how to read it, all outputs at a glance and in numbers, a section an output, the model's text.</summary>
internal sealed class ReportPage(ReportContents contents)
{
    private readonly EigenSpectra _spectra = contents.Spectra;

    public XElement Build() => new(
        "html",
        new XAttribute("lang", "en"),
        new XElement(
            "head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            // The page asks for nothing that it does not carry, and says so.
            new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", "default-src 'none'; img-src data:; style-src 'unsafe-inline'")),
            new XElement("title", contents.Title),
            new XElement("style", ReportStyle.Css)),
        new XElement(
            "body",
            Header(),
            new XElement(
                "main",
                Reading(),
                new Glance(_spectra, NameOf).Build(),
                Overview(),
                _spectra.Select(spectrum => new OutputSection(_spectra, spectrum, NameOf(spectrum.Output)).Build()),
                Facts()),
            new XElement("footer", $"Written by Bilinear from the weights of {_spectra.Model.Name}.")));

    private string NameOf(int output) =>
        contents.OutputNames.Count > 0 ? contents.OutputNames[output] : $"{_spectra.Model.Output.Name} {output}";

    private XElement Header()
    {
        var header = new XElement("header", new XElement("h1", contents.Title));
        if (contents.Summary.Length > 0)
            header.Add(new XElement("p", new XAttribute("class", "summary"), contents.Summary));

        var figures = new XElement("ul", new XAttribute("class", "figures"));
        if (contents.Test is { } test)
            figures.Add(double.IsNaN(test.Accuracy) ? Figure(Figures.Plain(test.Loss), $"loss on {test.Samples} test samples") : Figure(Figures.Percent(test.Accuracy), $"accuracy on {test.Samples} test samples"));
        if (contents.Exactness is { } exactness)
        {
            figures.Add(Figure(exactness.LargestError.ToString("0.0e+0", CultureInfo.InvariantCulture).Replace('-', '−'), "largest error of the sum over all eigenvectors, beside the largest output"));
            figures.Add(Figure($"{exactness.ChangedArgmax} of {exactness.Samples}", "predictions that the decomposition changes"));
        }

        figures.Add(Figure(Figures.Plain(_spectra.Average(spectrum => spectrum.EffectiveRank)), $"mean effective rank of {_spectra.Count} spectra of {_spectra[0].AllValues.Count}"));
        header.Add(figures);
        return header;
    }

    private static XElement Figure(string value, string meaning) => new("li", new XElement("strong", value), new XElement("span", meaning));

    private XElement Reading()
    {
        object[] basis = _spectra.Basis == SpectrumBasis.Latent
            ? ["Each picture is an eigenvector of the bilinear layer's input seen through the embedding, W", new XElement("sub", "e"), "ᵀv; in this basis pictures are not orthogonal to each other."]
            : ["Each picture is an eigenvector in the model's input; they are orthogonal to each other."];
        var order = _spectra.Order switch
        {
            SpectrumOrder.Value => "Vectors are sorted by eigenvalue, the most positive first",
            SpectrumOrder.Magnitude => "Vectors are sorted by the absolute value of their eigenvalue",
            _ => "Vectors are sorted by the absolute value of their mean activation, λ · mean (v·h)²",
        };
        var data = _spectra.Data is { } known
            ? $", measured on “{known.Name}”. A vector's sign is free; it is set so that the three inputs beside it, the strongest of that data set, agree with it in the mean: under each are its label and its activation λ(v·h)²."
            : ". A vector's sign is free; it is set so that its largest component is positive.";
        var panel = new XElement(
            "div",
            new XAttribute("class", "panel"),
            new XElement("h3", "How to read this"),
            new XElement("p", "Every output of this model is a sum over eigenvectors v of λ(v·h)²: an input that looks like a picture, or like its negative, moves the output by λ times the squared likeness, up for a positive λ and down for a negative one. ", basis),
            new XElement("p", $"{order}{data}"),
            new XElement("div", new XAttribute("class", "scale"), "negative", new XElement("i", string.Empty), "positive; zero is white, each picture has its own scale"));
        return _spectra.Caveat is null
            ? panel
            : new XElement("div", panel, new XElement("div", new XAttribute("class", "panel notice"), new XElement("h3", "What is not exact"), new XElement("p", _spectra.Caveat)));
    }

    private XElement Overview()
    {
        var kept = _spectra[0].Values.Count;
        var hasConstants = _spectra.Any(spectrum => spectrum.Constant != 0);
        return new XElement(
            "div",
            new XAttribute("class", "panel scroll"),
            new XElement("h3", "The spectra in numbers"),
            new XElement(
                "table",
                new XElement("thead", Row("th", "output", "effective rank", "largest λ", "smallest λ", $"share of the top {kept}", hasConstants ? "constant" : null)),
                new XElement("tbody", _spectra.Select(spectrum => new XElement(
                    "tr",
                    new XElement("th", new XAttribute("scope", "row"), new XElement("a", new XAttribute("href", $"#output-{spectrum.Output}"), NameOf(spectrum.Output))),
                    Cells(
                        Figures.Plain(spectrum.EffectiveRank),
                        Figures.Signed(spectrum.AllValues[^1]),
                        Figures.Signed(spectrum.AllValues[0]),
                        Figures.Percent(spectrum.TopShare(kept)),
                        hasConstants ? Figures.Signed(spectrum.Constant) : null))))));
    }

    private XElement Facts()
    {
        var model = _spectra.Model;
        List<KeyValuePair<string, string>> facts =
        [
            new("model", model.Name),
            .. model.Arguments.Select(argument => new KeyValuePair<string, string>(argument.Key, argument.Value)),
            new("input", $"{model.Input.Name} [{string.Join(", ", model.Input.Shape)}]"),
            new("output", $"{model.Output.Name} [{string.Join(", ", model.Output.Shape)}]"),
            new("parameters", Figures.Count(model.ParameterCount)),
            new("decomposed layer", _spectra.Name),
            new("basis", _spectra.Basis == SpectrumBasis.Latent ? "latent (the bilinear layer's input)" : "input (the model's input)"),
            new("bias", _spectra.Bias == BiasTreatment.Separate ? "linear and constant part apart from the spectra" : "appended to the input as a coordinate that is 1"),
        ];
        if (_spectra.Data is { } data)
            facts.Add(new("ordered and signed on", $"{data.Name}, {Figures.Count(data.Count)} samples, SHA-256 {data.Checksum}"));
        facts.AddRange(contents.Facts);

        var section = new XElement(
            "section",
            new XElement("h2", "The model"),
            new XElement("table", new XAttribute("class", "facts"), new XElement("tbody", facts.Select(fact =>
                new XElement("tr", new XElement("th", new XAttribute("scope", "row"), fact.Key), new XElement("td", fact.Value))))));
        if (model.CanonicalText.Length > 0)
            section.Add(new XElement("details", new XElement("summary", "Its text"), new XElement("pre", model.CanonicalText)));
        return section;
    }

    private static XElement Row(string cell, params IEnumerable<string?> texts) =>
        new("tr", texts.OfType<string>().Select(text => new XElement(cell, new XAttribute("scope", "col"), text)));

    private static IEnumerable<XElement> Cells(params IEnumerable<string?> texts) => texts.OfType<string>().Select(text => new XElement("td", text));
}
