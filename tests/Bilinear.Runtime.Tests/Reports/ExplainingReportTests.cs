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
            Assert.Equal(["terms above, for it", Others(each.Second, isPositive: true), "terms above, against it", Others(each.Second, isPositive: false), "linear part", "constant", "sum", "forward pass"], rows.Keys);
            Assert.Equal(rows["forward pass"], rows["sum"]);
            Assert.Equal(Number(rows["sum"]), rows.Values.Take(6).Sum(Number), 0.02 * rows.Values.Max(value => Math.Abs(Number(value))));
        });
    }

    [Fact]
    public void ADifference_HasTwoSides()
    {
        var model = OneLayer.Random(bias: true);
        var why = model.Decompose().Explain(model.Forward, model.Data(5), 3, Direction.Of("1 - 3", 4, others: 0, (1, 1), (3, -1)));

        var page = Parse(ExplanationReport.Render(why));

        Assert.Equal(["For 1", "For 3"], page.Descendants("h3").Select(heading => heading.Value).Where(heading => heading.StartsWith("For ", StringComparison.Ordinal)));
        Assert.Contains(page.Descendants("th"), row => row.Value == "terms above, for 3");
        Assert.DoesNotContain(page.Descendants("th"), row => row.Value.EndsWith(" it", StringComparison.Ordinal));
    }

    [Fact]
    public void Pages_SayWhatTheSymbolsAre_AndOfWhichWeights()
    {
        var model = OneLayer.Random();
        var (latent, input, data) = (model.Decompose(), model.Decompose(basis: SpectrumBasis.Input), model.Data(20));

        foreach (var html in new[] { ExplanationReport.Render(latent.Explain(model.Forward, data, 1)), AblationReport.Render(AblationSweep.Measure(latent, data, latent, [0])) })
        {
            Assert.Contains("Here h is the input as the linear layers before it hand it to the bilinear layer, v an eigenvector, and λ its eigenvalue.", html, StringComparison.Ordinal);
            Assert.Contains($"SHA-256 {latent.WeightsHash}", html, StringComparison.Ordinal);
        }

        Assert.Contains("Here h is the model's input,", ExplanationReport.Render(input.Explain(model.Forward, data, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void BehindOtherLayers_ThePageSaysWhereItIsExact()
    {
        var chain = new LayerChain();
        var spectra = EigenSpectra.Compute(chain.Parameters, new EigenPlan("head", chain.Path with { Caveat = "Exact in the input of `two`." }), null);

        var page = Parse(AblationReport.Render(AblationSweep.Measure(spectra, chain.Data(20), spectra, [0])));

        var notice = page.Descendants("div").Single(panel => panel.Attribute("class")?.Value == "panel notice");
        Assert.Equal("Where it is exactExact in the input of two.", notice.Value);
        Assert.Equal("two", Assert.Single(notice.Descendants("code")).Value);
        Assert.Contains("Here h is what the bilinear layers before the decomposed one make of the input", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void UndecidedSamples_HaveAColumn_WhereThereAreAny()
    {
        var model = OneLayer.Random();
        var (spectra, data) = (model.Decompose(), model.Data(50));

        var some = Parse(AblationReport.Render(AblationSweep.Measure(spectra, data, spectra, [.. Enumerable.Range(0, 8)])));
        var none = Parse(AblationReport.Render(AblationSweep.Measure(spectra, data, spectra, [0])));

        Assert.Equal((1, 0), (some.Descendants("th").Count(head => head.Value == "undecided"), none.Descendants("th").Count(head => head.Value == "undecided")));
        Assert.Contains("A sample is undecided where", some.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("undecided", none.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void ALongCurve_IsMarkedWhereItsAxisHasNumbers()
    {
        var model = OneLayer.Random(hidden: 48);
        var spectra = model.Decompose();

        var page = Parse(AblationReport.Render(AblationSweep.Measure(spectra, model.Data(20), [spectra[1]], [.. Enumerable.Range(0, 41)])));

        var chart = page.Descendants("svg").First(svg => svg.Attribute("class")?.Value == "chart");
        var numbers = chart.Elements("text").Count(text => text.Attribute("x")!.Value.EndsWith('%')) - 1;   // one of them is the unit
        Assert.InRange(numbers, 3, 7);
        Assert.Equal(1 + numbers, chart.OfClass("circle", "mark first").Count());
        Assert.Contains(page.Descendants("text"), text => text.Value == "eigenvectors taken out");
    }

    [Fact]
    public void Ablation_ShowsItsCurve_AndEveryClass()
    {
        var model = OneLayer.Random(bias: true);
        var spectra = model.Decompose();
        var sweep = AblationSweep.Measure(spectra, model.Data(100), [spectra[1]], [4, 0, 2]);

        var page = Parse(AblationReport.Render(sweep));

        Assert.Equal(2, page.Descendants("polyline").Count());
        Assert.Equal((1 + 4, 1 + 4), (page.OfClass("circle", "mark first").Count(), page.OfClass("rect", "mark second").Count()));
        Assert.Contains(page.Descendants("title"), title => title.Value == string.Create(CultureInfo.InvariantCulture, $"0 eigenvectors taken out: all classes {sweep.Whole.Accuracy:0.00 %}"));
        Assert.All(page.Descendants("polyline"), curve => Assert.DoesNotContain("NaN", curve.Attribute("points")!.Value, StringComparison.Ordinal));
        var tables = page.Descendants("tbody").Select(body => body.Elements("tr").Select(row => row.Element("th")!.Value).ToArray()).ToList();
        Assert.Equal([["pair 4", "pair 0", "pair 2"], ["pair 4", "+ pair 0", "+ pair 2"], ["0", "1", "2", "3"]], tables.SkipLast(2));
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

    private static string Others(ExplainedOutput part, bool isPositive) =>
        part.Others(1, isPositive).Count is var count ? $"{count} other term{(count == 1 ? "" : "s")}, {(isPositive ? "for it" : "against it")}" : "";

    private static XElement Parse(string html) => XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
}
