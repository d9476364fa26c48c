using System.Globalization;
using System.Xml.Linq;
using Bilinear.Models.Tests.Sequences;
using Bilinear.Reports;
using Bilinear.Spectral;
using Bilinear.Testing.Devices;

namespace Bilinear.Models.Tests;

/// <summary>The page on one position of a text, on a model with random parameters.</summary>
public sealed class TextExplanationPageTests(CpuFixture fixture) : IClassFixture<CpuFixture>
{
    private const int Position = 4;

    private static readonly int[] Text = [3, 1, 4, 1, 5, 9, 2];
    private static readonly string[] Tokens = [.. Enumerable.Range(0, 13).Select(token => token switch { 3 => "<script>alert(1)</script>", 4 => " a\u202Eb\u001B", 5 => "\n", _ => $" t{token}" })];

    [Fact]
    public void TheTable_IsTheSum_AndLeadsToWhatEachTermReads()
    {
        var (explanation, page) = Explained(keep: 9);

        var table = page.Descendants("table").First();
        var rows = table.Element("tbody")!.Elements("tr").Select(row => (Name: row.Element("th")!.Value, Value: Number(row.Element("td")!.Value))).ToList();
        Assert.Equal(["sum", "forward pass"], rows.TakeLast(2).Select(row => row.Name));
        Assert.Equal(explanation.Sum, rows.SkipLast(2).Sum(row => row.Value), 0.01 * rows.Max(row => Math.Abs(row.Value)));
        Assert.Equal(explanation.Terms.Take(9).Select(term => term.Value), rows.Take(9).Select(row => row.Value), (expected, actual) => Math.Abs(expected - actual) <= 0.01 * Math.Abs(expected));
        var shares = table.Element("tbody")!.Elements("tr").SkipLast(2).Select(row => double.Parse(row.Elements("td").ElementAt(2).Value.TrimEnd('%', ' '), CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(100, shares.Sum(), 0.2);

        var links = table.Descendants("a").Select(link => link.Attribute("href")!.Value[1..]).ToList();
        Assert.Equal(links, page.Descendants("li").Where(card => card.Attribute("id") is not null).Select(card => card.Attribute("id")!.Value));
        Assert.Equal(explanation.Terms.Take(9).Count(term => term.Kind is LogitTermKind.AttentionHead or LogitTermKind.Eigenvector), links.Count);

        // The causal check, of the first three.
        Assert.Equal(explanation.Terms.Take(3).Select(term => term.Change!.Value), table.Element("tbody")!.Elements("tr").Take(3).Select(row => Number(row.Elements("td").Last().Value)), (expected, actual) => Math.Abs(expected - actual) <= 0.01 * Math.Abs(expected));
        Assert.All(table.Element("tbody")!.Elements("tr").Skip(3), row => Assert.Equal("", row.Elements("td").Last().Value));
    }

    [Fact]
    public void TheText_IsMarked_AndColouredByWhatTheHeadsRead()
    {
        var (explanation, page) = Explained(keep: 12);

        var text = page.Descendants("p").First(paragraph => paragraph.Attribute("class")?.Value == "text").Elements().ToList();
        Assert.Equal(Text.Length, text.Count);
        Assert.Equal(Position, text.FindIndex(token => token.Name == "mark"));
        Assert.All(text.Skip(Position + 1), token => Assert.Equal("outside", token.Attribute("class")!.Value));
        double[] read = [.. Enumerable.Range(0, Position + 1).Select(position => explanation.Terms.SelectMany(term => term.Sources).Where(source => source.Position == position).Sum(source => source.Value))];
        var strongest = Array.IndexOf(read, read.MaxBy(Math.Abs));
        Assert.Contains(read[strongest] < 0 ? "n4" : "p4", text[strongest].Attribute("class")!.Value, StringComparison.Ordinal);
        Assert.All(read.Index(), each => Assert.Equal(each.Item, Number(text[each.Index].Attribute("title")!.Value.Split(' ')[^3]), 0.01 * Math.Abs(each.Item)));
    }

    [Fact]
    public void TheTree_IsAListWithinLists_WhoseRowsAddUp()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        var explanation = analysis.Explain(Text, Position, One());
        var tree = analysis.Tree(Text, Position, explanation.Direction, budget: 30);

        var page = XDocument.Parse(ExplanationReport.Render(explanation, analysis, Tokens, tree: tree).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;

        var nodes = page.Descendants("details").Where(item => item.Parent!.Name == "li").ToList();
        Assert.Equal(tree.Nodes.Where(node => node.Children.Count > 0).Select(node => node.Children.Count + (node.RestCount > 0 ? 1 : 0)).Order(), nodes.Select(node => node.Element("ul")!.Elements("li").Count()).Order());
        var first = nodes[0].Element("ul")!.Elements("li").Select(item => Number(item.Descendants("b").First().Value)).ToList();
        Assert.Equal(explanation.Sum, first.Sum(), 0.01 * first.Max(Math.Abs));
        var head = tree.Nodes.First(node => node.Kind == LogitTermKind.AttentionHead);
        Assert.Contains(page.Descendants("span"), name => name.Value == $"{head.Branch} head {head.Number} at {head.Position}");
        Assert.Equal("tree", Assert.Throws<ArgumentException>(() => ExplanationReport.Render(explanation, analysis, Tokens, tree: analysis.Tree(Text, 2, explanation.Direction))).ParamName);
    }

    [Fact]
    public void Tokens_AreForeignText()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);

        var html = ExplanationReport.Render(analysis.Explain(Text, Position, One()), analysis, Tokens);

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\u001B', html);
        Assert.Contains("a\\u202Eb\\u001B", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"n", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", html);
    }

    [Fact]
    public void WhatCannotBeShown_IsRefused()
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        using var other = new SeqLlama(fixture.Device, batch: 1);
        using var others = other.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        var explanation = analysis.Explain(Text, Position, One());

        Assert.Equal("tokens", Assert.Throws<ArgumentException>(() => ExplanationReport.Render(explanation, analysis, Tokens[1..])).ParamName);
        Assert.Equal("tokens", Assert.Throws<ArgumentException>(() => ExplanationReport.Render(explanation, analysis, [null!, .. Tokens[1..]])).ParamName);
        Assert.Equal("tokens", Assert.Throws<ArgumentNullException>(() => ExplanationReport.Render(explanation, analysis, null!)).ParamName);
        Assert.Equal("keep", Assert.Throws<ArgumentOutOfRangeException>(() => ExplanationReport.Render(explanation, analysis, Tokens, keep: 0)).ParamName);
        Assert.Equal("analysis", Assert.Throws<ArgumentException>(() => ExplanationReport.Render(explanation, new StreamAnalysis(others, SeqLlama.Stream), Tokens)).ParamName);
    }

    private static Direction One() => Direction.Of("\"t5\"", 13, 0, (5, 1));

    private (TextExplanation Explanation, XElement Page) Explained(int keep)
    {
        using var model = RandomStream.Create(fixture.Device);
        using var weights = model.ToWeights();
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);

        // Another text between makes no difference.
        var explanation = analysis.Explain(Text, Position, One(), checks: 3);
        analysis.Explain(Text.AsSpan(0, 2), 1, One());
        Assert.Equal(explanation.Terms.Select(term => term.Value), analysis.Explain(Text, Position, One()).Terms.Select(term => term.Value));
        return (explanation, XDocument.Parse(ExplanationReport.Render(explanation, analysis, Tokens, keep).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!);
    }

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
}
