using System.Globalization;
using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Reports;
using Bilinear.Runtime.Tests.Spectral;
using Bilinear.Spectral;

namespace Bilinear.Runtime.Tests.Reports;

/// <summary>The pages on one sample and on an ablation.</summary>
public sealed class ExplainingReportTests
{
    [Fact]
    public void Explanation_ShowsItsLeadingTerms_AndTheirSum()
    {
        var model = OneLayer.Random(bias: true);
        var why = model.Decompose().Explain(model.Forward, model.Data(5), 3);

        var page = Parse(ExplanationReport.Render(why, top: 2, keep: 1));

        var sections = page.Descendants("section").SkipLast(1).ToList();
        Assert.Equal(why.Parts.Take(2).Select(part => $"y {part.Class}"), sections.Select(section => section.Descendants("h2").Single().Value));
        Assert.All(sections.Zip(why.Parts), each =>
        {
            var cards = each.First.Descendants("li").Where(card => card.Attribute("class")?.Value == "card").Select(card => card.Value).ToList();
            Assert.Equal(2, cards.Count);
            Assert.StartsWith($"λ(v·h)², pair {each.Second.Leading(1, isPositive: true).Single().Pair}", cards[0], StringComparison.Ordinal);
            Assert.StartsWith($"λ(v·h)², pair {each.Second.Leading(1, isPositive: false).Single().Pair}", cards[1], StringComparison.Ordinal);
            var rows = each.First.Descendants("tbody").Single().Elements("tr").ToDictionary(row => row.Element("th")!.Value, row => row.Element("td")!.Value);
            Assert.Equal(["terms above, for it", "terms above, against it", "6 other terms", "linear part", "constant", "sum", "forward pass"], rows.Keys);
            Assert.Equal(rows["forward pass"], rows["sum"]);
            Assert.Equal(Number(rows["sum"]), rows.Values.Take(5).Sum(Number), 0.02 * rows.Values.Max(value => Math.Abs(Number(value))));
        });
    }

    [Fact]
    public void Ablation_ShowsItsCurve_AndEveryClass()
    {
        var model = OneLayer.Random(bias: true);
        var spectra = model.Decompose();
        var sweep = AblationSweep.Measure(spectra, model.Data(100), [spectra[1]], [4, 0, 2]);

        var page = Parse(AblationReport.Render(sweep));

        Assert.Equal(2, page.Descendants("polyline").Count());
        Assert.Equal(3 * 2, page.Descendants("circle").Count());
        var tables = page.Descendants("tbody").Select(body => body.Elements("tr").Select(row => row.Element("th")!.Value).ToArray()).ToList();
        Assert.Equal([["pair 4", "pair 0", "pair 2"], ["pair 4", "+ pair 0", "+ pair 2"], ["0", "1", "2", "3"]], tables.SkipLast(1));
        Assert.Contains(sweep.Together[2].Accuracy.ToString("0.00 %", CultureInfo.InvariantCulture), page.Descendants("header").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOfData_AreText()
    {
        var model = OneLayer.Random();
        var (spectra, inputs) = (model.Decompose(), new float[24]);
        Array.Fill(inputs, 0.5f);
        var data = DataSet.Labelled("<script>\u202Ealert(1)</script>\u001B", [12], inputs, [0, 1], 4);

        foreach (var html in new[] { ExplanationReport.Render(spectra.Explain(model.Forward, data, 1)), AblationReport.Render(AblationSweep.Measure(spectra, data, spectra, [0], keepsOnly: true)) })
        {
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202E', html);
            Assert.DoesNotContain('\u001B', html);
            Assert.Contains("\\u202Ealert(1)", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WhatCannotBeShown_IsRefused()
    {
        var model = OneLayer.Random();
        var (spectra, data) = (model.Decompose(), model.Data(5));
        var why = spectra.Explain(model.Forward, data, 0);

        Assert.Equal("keep", Assert.Throws<ArgumentOutOfRangeException>(() => ExplanationReport.Render(why, keep: 0)).ParamName);
        Assert.Equal("top", Assert.Throws<ArgumentOutOfRangeException>(() => ExplanationReport.Render(why, top: 0)).ParamName);
        Assert.Equal("explanation", Assert.Throws<ArgumentNullException>(() => ExplanationReport.Render(null!)).ParamName);
        Assert.Equal("sweep", Assert.Throws<ArgumentNullException>(() => AblationReport.Render(null!)).ParamName);
        Assert.Equal("pairs", Assert.Throws<ArgumentException>(() => AblationSweep.Measure(spectra, data, spectra, [])).ParamName);
        Assert.Equal("of", Assert.Throws<ArgumentException>(() => AblationSweep.Measure(spectra, data, [], [0])).ParamName);
        Assert.Throws<ArgumentException>(() => AblationSweep.Measure(spectra, data, [spectra[0], spectra[0]], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AblationSweep.Measure(spectra, data, spectra, [8]));
    }

    private static XElement Parse(string html) => XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
}
