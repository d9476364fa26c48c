using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Models.Tests.Sequences;
using Bilinear.Reports;
using Bilinear.Spectral;
using Bilinear.Spectral.Activations;
using Bilinear.Spectral.Eigen;
using Bilinear.Testing;
using Bilinear.Testing.Devices;
using Bilinear.Training;

namespace Bilinear.Models.Tests;

/// <summary>The page on a model of texts, on a model with random parameters.</summary>
public sealed class TextReportTests : IClassFixture<CpuFixture>, IDisposable
{
    private const int MostBytes = 5_000_000;

    private static readonly string[] Tokens = [.. Enumerable.Range(0, 13).Select(token => token switch { 3 => "<script>alert(1)</script>", 4 => " a\u202Eb\u001B", 5 => "\n", _ => $" t{token}" })];

    private readonly SeqGained _model;
    private readonly ModelWeights _weights;

    public TextReportTests(CpuFixture fixture)
    {
        _model = RandomStream.Create(fixture.Device);
        _weights = _model.ToWeights();
    }

    public void Dispose()
    {
        _weights.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void EverySpectrum_HasARowAndASection_WithTokensAndTexts()
    {
        var contents = Contents([Along(5), Along(7)], keep: 3);

        var page = Page(contents);

        var rows = page.Descendants("tbody").First().Elements("tr").ToList();
        Assert.Equal(contents.Spectra.Select(spectrum => $"{spectrum.Layer}: {spectrum.Direction.Name}"), rows.Select(row => row.Element("th")!.Value));
        Assert.Equal(contents.Spectra.Select(spectrum => spectrum.EffectiveRank), rows.Select(row => Number(row.Elements("td").First().Value)), (expected, actual) => Math.Abs(expected - actual) < 0.01 * expected);
        var sections = page.Descendants("section").Where(section => section.Attribute("id") is not null).ToList();
        Assert.Equal(rows.Select(row => row.Descendants("a").Single().Attribute("href")!.Value), sections.Select(section => $"#{section.Attribute("id")!.Value}"));
        Assert.All(sections.Zip(contents.Spectra.Zip(contents.Activations!.Layers)), each =>
        {
            // A bar has the number of its pair, and so have the cards.
            var bars = each.First.Descendants("svg").First().Descendants("rect").Select(bar => bar.Element("title")!.Value);
            Assert.Equal(each.Second.First.AllValues.Index().OrderByDescending(value => value.Item).Select(value => $"pair {value.Index}: λ = {Figures.Signed(value.Item)}{(value.Index < 3 ? ", shown below" : "")}"), bars);
            var cards = each.First.Descendants("li").Where(card => card.Attribute("class")?.Value == "card").ToList();
            Assert.Equal(each.Second.First.Pairs.Values.Select(Figures.Signed), cards.Select(card => card.Descendants("dd").First().Value));
            Assert.Equal(each.Second.Second.Pairs.Select(pair => Figures.Signed(pair.Mean)), cards.Select(card => card.Descendants("dd").ElementAt(1).Value));
            Assert.All(cards, card => Assert.Equal(["embedding", "unembedding"], card.Descendants("dt").Select(map => map.Value).Where(map => map.EndsWith("embedding", StringComparison.Ordinal))));
            foreach (var (card, pair) in cards.Zip(each.Second.Second.Pairs))
            {
                var texts = card.Descendants("p").ToList();
                Assert.Equal(pair.Most.Select(excerpt => Figures.Signed(excerpt.Values[excerpt.Peak])), texts.Select(text => text.Element("mark")!.Attribute("title")!.Value));

                // The strongest has the strongest colour, by the sign of λ, and its figure beside it.
                var most = texts[0].Element("mark")!;
                Assert.Equal((pair.Most[0].Values[pair.Most[0].Peak] < 0 ? "n4 marked" : "p4 marked", most.Attribute("title")!.Value), (most.Attribute("class")!.Value, most.Element("sup")!.Value));
            }
        });
    }

    [Fact]
    public void ThePage_IsOneFile_OfForeignText_AndSaysWhatIsExact()
    {
        var contents = Contents([Along(5)], keep: 2);

        var html = TextReport.Render(contents);

        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", html);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\u001B', html);
        Assert.Contains("a\\u202Eb\\u001B", html, StringComparison.Ordinal);
        Assert.Contains("What is exact, and what is measured", html, StringComparison.Ordinal);
        Assert.Contains("23 positions of 4 of the 4 texts of “texts”, evenly spaced", html, StringComparison.Ordinal);
        Assert.Contains("its rank is bounded by 48, which is no bound", html, StringComparison.Ordinal);
        Assert.Contains(" at 1 position, to ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("So that the page stays below", html, StringComparison.Ordinal);
        Assert.Contains("nothing. The page was made without texts.", TextReport.Render(contents with { Activations = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void RandomMatrices_AreAsSpreadOutAsTheoryHasIt()
    {
        var random = new RandomSpectra();

        // Wigner's semicircle: (E|λ|)² / E λ² = 64 / 9π²
        var (symmetric, narrow) = (random.Symmetric(400), random.Layer(100, 10));

        Assert.Equal(64 / (9 * Math.PI * Math.PI), Concentration.EffectiveCount(symmetric) / 400, 0.01);
        Assert.Equal(symmetric, new RandomSpectra().Symmetric(400));
        Assert.Equal((100, 20), (narrow.Length, narrow.Count(value => Math.Abs(value) > 1e-9 * narrow.Max())));
    }

    /// <summary>As many layers, directions and heads' tokens as a model of billions has, and tokens whose texts take as many bytes as texts can.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(132, 16)]
    [InlineData(1000, 16)]
    public void APage_IsNeverLargerThanFiveMegabytes(int spectra, int keep)
    {
        var direction = Along(5);
        var contents = Contents([.. Enumerable.Range(0, spectra).Select(_ => direction)], keep) with { Tokens = [.. Enumerable.Range(0, 13).Select(token => new string((char)(1 + token), 500))] };

        var html = TextReport.Render(contents);

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, MostBytes);
        Assert.Equal(spectra > 1, html.Contains("So that the page stays below 5 MB, ", StringComparison.Ordinal));
        Assert.Equal(Math.Min(spectra, 400), XDocument.Parse(html["<!DOCTYPE html>\n".Length..]).Descendants("tbody").First().Elements("tr").Count());
    }

    [Fact]
    public void Figures_AreFilesOfTheirOwn()
    {
        using var folder = new TemporaryFolder();
        var contents = Contents([Along(5), Along(7)], keep: 2);

        TextReport.Write(folder["page.html"], contents, folder["figures"]);

        Assert.Equal(TextReport.Render(contents), File.ReadAllText(folder["page.html"]));
        string[] there = [.. Directory.GetFiles(folder["figures"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            (string[])["index.csv", .. new[] { "layers.1.down.1", "layers.1.down.2" }.SelectMany(name => new[] { "pair.0.tokens.csv", "pair.1.tokens.csv", "shares.csv", "shares.svg", "spectrum.csv", "spectrum.svg" }.Select(file => $"{name}.{file}")), "spectra.csv"],
            there);
        Assert.All(there.Where(name => name.EndsWith(".svg", StringComparison.Ordinal)), name => Assert.Equal("svg", XDocument.Load(folder[$"figures/{name}"]).Root!.Name.LocalName));
        Assert.Equal(contents.Spectra[1].EffectiveRank, double.Parse(File.ReadLines(folder["figures/spectra.csv"]).Last().Split(',')[2], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void WhatCannotBeShown_IsRefused()
    {
        var contents = Contents([Along(5)], keep: 2);

        Assert.Throws<ArgumentException>(() => TextReport.Render(contents with { Spectra = [] }));
        Assert.Throws<ArgumentException>(() => TextReport.Render(contents with { Tokens = Tokens[1..] }));
        Assert.Throws<ArgumentException>(() => TextReport.Render(contents with { Spectra = [.. contents.Spectra, .. contents.Spectra] }));
        Assert.Equal("contents", Assert.Throws<ArgumentNullException>(() => TextReport.Render(null!)).ParamName);
    }

    private static Direction Along(int token) => Direction.Of($"\" t{token}\"", 13, 0, (token, 1));

    private TextReportContents Contents(Direction[] directions, int keep)
    {
        var analysis = new StreamAnalysis(_weights, SeqGained.Stream);
        LayerSpectrum[] spectra = [.. directions.Select(direction => analysis.Spectrum(RandomStream.LastLayer, direction, keep))];
        int[][] texts = [[3, 1, 4, 1, 5, 9, 2], [6, 5, 3, 5], [8, 9, 7, 9, 3], [2, 3, 8, 4, 6, 2, 6]];
        return new TextReportContents("Gained", analysis, spectra, Tokens)
        {
            Activations = analysis.Activations(spectra, DataSet.OfTexts("texts", 13, 7, texts, [.. texts.Select(text => text.Select(_ => -1).ToArray())]), texts: 10),
            Explanations = [analysis.Explain(texts[0], 4, directions[0])],
        };
    }

    private static XElement Page(TextReportContents contents) => XDocument.Parse(TextReport.Render(contents)["<!DOCTYPE html>\n".Length..]).Root!;

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
}
