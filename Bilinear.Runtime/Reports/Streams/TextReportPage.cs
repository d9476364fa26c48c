using System.Text;
using System.Xml.Linq;
using Bilinear.Reports.Texts;
using Bilinear.Spectral.Activations;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Reports.Streams;

/// <summary>The whole page on a model of texts: how to read it, the spectra in numbers, a section for each, facts and the model's text.</summary>
internal sealed class TextReportPage
{
    // A program has up to two million characters.
    private const int LongestProgram = 20_000;

    private const double SurelyTooMany = 2;

    private readonly TextReportContents _contents;
    private readonly ShownSpectrum[] _spectra;
    private readonly Words _words;

    private TextReportPage(TextReportContents contents)
    {
        _contents = contents;
        var (random, numbers) = (new RandomSpectra(), new Dictionary<string, int>());
        _spectra = [.. contents.Spectra.Select((spectrum, place) =>
        {
            var number = numbers.GetValueOrDefault(spectrum.Layer);
            numbers[spectrum.Layer] = number + 1;
            return new ShownSpectrum(contents.Analysis, spectrum, contents.Activations?.Layers[place], number, random);
        })];
        _words = new Words(contents, TokenTexts.Of(contents.Tokens, contents.Analysis.Vocabulary, nameof(contents)));
    }

    private ModelDescription Model => _contents.Analysis.Model;

    /// <summary>The page, as large as it may be.</summary>
    public static (XElement Page, string Html) Of(TextReportContents contents)
    {
        using var entered = contents.Analysis.Workers.Enter();
        var all = new TextReportPage(contents);
        foreach (var size in PageSize.Steps)
        {
            // Nothing is laid out that is sure to be far too large.
            if (all.BytesOf(size) > SurelyTooMany * PageSize.MostBytes)
                continue;
            var page = all.Build(size);
            if (HtmlPage.Render(page) is var html && (Encoding.UTF8.GetByteCount(html) <= PageSize.MostBytes || size == PageSize.Steps[^1]))
                return (page, html);
        }

        throw new InvalidOperationException("There is no size for a page.");
    }

    // About as many as if all sections were as large as the first.
    private double BytesOf(PageSize size) => size.Sections == 0 ? 0 : (double)Math.Min(size.Sections, _spectra.Length) * Encoding.UTF8.GetByteCount(HtmlPage.Render(Section(_spectra[0], size)));

    private XElement Section(ShownSpectrum spectrum, PageSize size) => new SpectrumSection(spectrum, _words.Tokens, size, _contents.Activations).Build();

    private XElement Build(PageSize size) => HtmlPage.Of(_contents.Title, new Origin(Model, _contents.Analysis.WeightsHash, _contents.Analysis.Provenance, _contents.Activations?.Data), HtmlPage.Header(_contents.Title, _contents.Summary, Numbers()),
    [
        HtmlPage.Panel("How to read this", _words.HowToRead(size)),
        HtmlPage.Panel("What is exact, and what is measured", _words.WhatIsExact()),
        new SpectraTable(_spectra, size).Build(),
        .. _spectra.Take(size.Sections).Select(spectrum => Section(spectrum, size)),
        Facts(),
    ]);

    private IEnumerable<XElement> Numbers()
    {
        yield return HtmlPage.Figure(Figures.Plain(_spectra.Average(spectrum => spectrum.Spectrum.EffectiveRank)), _spectra.Length == 1
            ? $"effective rank of a spectrum of {Figures.Count(_spectra[0].Size, "eigenvalue")}"
            : $"mean effective rank of {Figures.Count(_spectra.Length)} spectra of {Figures.Count(_spectra[0].Size, "eigenvalue")} each");
        yield return HtmlPage.Figure(Figures.Plain(_spectra[0].RandomRank), "of a random symmetric matrix of that size");
        if (_contents.Activations is { } activations)
            yield return HtmlPage.Figure(Figures.Count(activations.Positions), $"positions of {Figures.Count(activations.Texts)} texts were read");
        if (_contents.Explanations.Count > 0)
            yield return HtmlPage.Figure(Figures.Rounding(_contents.Explanations.Max(explanation => explanation.Error)), $"largest difference of a sum of all terms from the forward pass, beside the largest logit, at {Figures.Count(_contents.Explanations.Count, "position")}");
    }

    private XElement Facts()
    {
        KeyValuePair<string, string>[] facts =
        [
            new("model", Model.Name),
            .. Model.Arguments.Select(argument => new KeyValuePair<string, string>(argument.Key, argument.Value)),
            .. Model.Inputs.Select(input => new KeyValuePair<string, string>("input", $"{input.Name}, up to {Figures.Count(Model.Context)} tokens of a vocabulary of {Figures.Count(input.Vocabulary)}")),
            new("parameters", Figures.Count(Model.ParameterCount)),
            new("branches", string.Join(", ", _contents.Analysis.Stream.Branches.Select(branch => branch.Name))),
            .. _contents.Activations is { } read ? [new("texts", $"{HtmlPage.Describe(read.Data)}; {Figures.Count(read.Texts)} of them read, evenly spaced")] : Array.Empty<KeyValuePair<string, string>>(),
            .. _contents.Facts,
        ];
        var text = Model.CanonicalText;
        return new XElement(
            "section",
            new XElement("h2", "The model"),
            HtmlPage.Facts(facts.Select(fact => new KeyValuePair<string, string>(fact.Key, ForeignText.Shorten(fact.Value, 2000)))),
            text.Length == 0 ? null : new XElement("details", new XElement("summary", "Its text"), new XElement("pre", new XAttribute("tabindex", "0"), text.Length <= LongestProgram ? text : text[..LongestProgram] + "\n… and more, which the weights carry")));
    }
}
