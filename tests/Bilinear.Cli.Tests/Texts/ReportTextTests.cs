using System.Text.RegularExpressions;

namespace Bilinear.Cli.Tests.Texts;

/// <summary><c>bmlp report</c> on a model of texts: its layers in tokens and texts, on a page.</summary>
public sealed class ReportTextTests(TextBench bench) : IClassFixture<TextBench>
{
    private static readonly string? Data = Environment.GetEnvironmentVariable("BILINEAR_DATA");

    [Fact]
    public void ABlock_SaysWhatThePageShows()
    {
        var program = WithBlock("eigen layer.down {\n    keep 3\n    direction \" a\" - \".\"\n    direction \" a\" - \"T\"\n  }\n  svd layer.down { keep 1 }");
        Directory.CreateDirectory(bench["report"]);

        var result = bench.Run("report", program, "--weights", bench.Weights, "--data", bench["data"], "--out", bench["report/page.html"], "--figures", bench["report/figures"]);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Matches($@"^(… .*\n)*wrote {Regex.Escape(bench["report/figures"])}\nwrote {Regex.Escape(bench["report/page.html"])} \([\d.]+ KB\)\n$", result.Errors);
        var html = File.ReadAllText(bench["report/page.html"]);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", html);
        Assert.Equal(["layer.down: \" a\" - \".\"", "layer.down: \" a\" - \"T\"", "layer.down: component 0"], Regex.Matches(html, "<section id=\"[^\"]+\"><div class=\"head\"><h2>(.*?)</h2>").Select(heading => heading.Groups[1].Value));
        Assert.Equal(3 + 3 + 3, Regex.Count(html, "<li class=\"card\">"));
        Assert.Contains("of 3 texts were read", html, StringComparison.Ordinal);
        Assert.Contains("The first token of every text is the same, and its position is left out.", html, StringComparison.Ordinal);
        Assert.Contains("σ = ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("has no decompose block", html, StringComparison.Ordinal);
        Assert.True(File.Exists(bench["report/figures/layer.down.3.shares.svg"]));
    }

    [Fact]
    public void WithoutABlock_EachLayerIsShownByItsComponents()
    {
        var result = bench.RunTrained("report", "--data", bench["data/test.txt"], "--tokenizer", bench.Tokenizer, "--out", bench["usual.html"]);

        Assert.True(result.ExitCode == 0, result.Errors);
        var html = File.ReadAllText(bench["usual.html"]);
        Assert.Equal(["layer.down: component 0", "layer.down: component 1"], Regex.Matches(html, "<section id=\"[^\"]+\"><div class=\"head\"><h2>(.*?)</h2>").Select(heading => heading.Groups[1].Value));
        Assert.Contains("The program has no decompose block, so this page shows of each bilinear layer its first two singular components", html, StringComparison.Ordinal);
        Assert.Contains("decompose Tiny { eigen layer.down { direction &quot; girl&quot; - &quot; boy&quot; } }".Replace("&quot;", "\"", StringComparison.Ordinal), html, StringComparison.Ordinal);
    }

    [Fact]
    public void StoriesOfTinyStories_AreReadAsTheyAre()
    {
        Assert.SkipWhen(Data is null, "BILINEAR_DATA is not set: it names the folder that holds tinystories/.");
        var stories = Path.Combine(Data, "tinystories", "tinystories-v1-valid-head.txt.gz");

        var result = bench.RunTrained("report", "--data", stories, "--tokenizer", bench.Tokenizer, "--out", bench["stories.html"]);

        Assert.True(result.ExitCode == 0, result.Errors);
        var html = File.ReadAllText(bench["stories.html"]);
        Assert.InRange(html.Length, 50_000, 5_000_000);
        var read = Regex.Match(html, "<strong>([\\d,]+)</strong><span>positions of ([\\d,]+) texts were read");
        Assert.InRange(Number(read.Groups[1].Value), 2_000, 60_000);
        Assert.True(Regex.Count(html, "<mark ") >= 2 * 3 * 3);
        Assert.Contains($"of the {Regex.Match(html, @"tinystories-v1-valid-head\.txt\.gz, ([\d,]+) text").Groups[1].Value} texts of “tinystories-v1-valid-head.txt.gz”", html, StringComparison.Ordinal);

        static int Number(string text) => int.Parse(text, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void WhatCannotBe_IsASentence_AndNothingIsWritten()
    {
        var page = bench["never.html"];
        File.WriteAllText(bench["other.json"], File.ReadAllText(bench.Tokenizer) + "\n");

        Refused("--data is of tokens: name", "test.safetensors is of tokens: name their tokenizer with --tokenizer", "--data", bench["test.safetensors"]);
        Refused("another tokenizer", "other.json is another tokenizer than that of the texts that the weights were trained on", "--data", bench["data/test.txt"], "--tokenizer", bench["other.json"]);
        Refused("pictures", "digits holds pictures, and Tiny takes texts", "--data", "digits");
        var unknown = bench.Run("report", WithBlock("eigen layer.down { direction \"qqqq\" - \".\" }"), "--weights", bench.Weights, "--data", bench["data"], "--out", page);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("\"qqqq\" is no token of ", unknown.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(page));

        void Refused(string what, string sentence, params string[] data)
        {
            var result = bench.RunTrained("report", [.. data, "--out", page]);
            Assert.True((1, "") == (result.ExitCode, result.Output), what);
            Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
        }
    }

    private string WithBlock(string entries)
    {
        File.WriteAllText(bench["reported.bmlp"], $"{File.ReadAllText(bench["tiny.bmlp"])}\n\ndecompose Tiny {{\n  {entries}\n}}\n");
        return bench["reported.bmlp"];
    }
}
