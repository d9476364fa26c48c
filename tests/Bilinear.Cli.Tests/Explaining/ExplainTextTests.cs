using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bilinear.Cli.Tests.Texts;
using Bilinear.Serialization;

namespace Bilinear.Cli.Tests.Explaining;

/// <summary><c>bmlp explain --text</c>: a logit of a model of texts taken apart.</summary>
public sealed class ExplainTextTests(TextBench bench) : IClassFixture<TextBench>
{
    private const string Text = "Once upon a time there was a";

    [Fact]
    public void TheTerms_AddUpToWhatTheModelComputes()
    {
        using var explained = JsonDocument.Parse(Explain("--class", " a", "--against", ".", "--json").Output);
        var (tokens, value) = (explained.RootElement.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt64()).ToArray(), explained.RootElement.GetProperty("value").GetDouble());
        var input = new RawTensors().Add("input", "I64", [1, tokens.Length], tokens).Write(bench["text.safetensors"]);
        Assert.Equal(0, bench.RunTrained("run", "--input", input, "--output", bench["logits.safetensors"]).ExitCode);
        using var file = SafeTensorsFile.Open(bench["logits.safetensors"]);
        var logits = file.ReadFloats("output").AsSpan((tokens.Length - 1) * TextBench.Vocabulary).ToArray();

        Assert.Equal("\" a\" - \".\"", explained.RootElement.GetProperty("direction").GetString());
        Assert.Equal(tokens.Length - 1, explained.RootElement.GetProperty("position").GetInt32());
        var terms = explained.RootElement.GetProperty("terms").EnumerateArray().ToList();
        Assert.Equal(value, terms.Sum(term => term.GetProperty("term").GetDouble()), 2e-5 * logits.Max(MathF.Abs));
        Assert.InRange(explained.RootElement.GetProperty("error").GetDouble(), 0, 2e-5);
        Assert.Contains(logits, a => logits.Any(point => Math.Abs(a - point - value) < 1e-5));
        Assert.Equal(10, terms.Count(term => term.TryGetProperty("change", out _)));
        var most = explained.RootElement.GetProperty("most_probable");
        Assert.Equal(Array.IndexOf(logits, logits.Max()), most.GetProperty("token").GetInt32());
        Assert.Equal(1 / logits.Sum(logit => Math.Exp(logit - logits.Max())), most.GetProperty("probability").GetDouble(), 1e-6);
        Assert.Contains($"the most probable next token is \"{most.GetProperty("text").GetString()}\", with", Explain("--checks", "0").Output, StringComparison.Ordinal);
        Assert.Equal(["embedding", "attention_head", "unembedding"], terms.First(term => term.TryGetProperty("readings", out _)).GetProperty("readings").EnumerateArray().Select(reading => reading.GetProperty("map").GetString()).Distinct());
    }

    [Fact]
    public void TheTable_AddsUp_AndReadsWords()
    {
        var result = Explain("--keep", "3");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Matches("^position \\d+, \" a\": the most probable next token is (?<token>\".+\"), with probability [01]\\.\\d{4}\n\nlogit \\k<token>: [+-]", result.Output);
        var rows = Regex.Matches(result.Output, "^  (?<name>\\S.*?)  +(?<term>[+-][\\d.e+-]+)", RegexOptions.Multiline).ToDictionary(row => row.Groups["name"].Value, row => double.Parse(row.Groups["term"].Value, CultureInfo.InvariantCulture));
        Assert.Equal(rows["sum"], rows.Where(row => row.Key != "sum").Sum(row => row.Value), 0.01);
        Assert.Equal(3, rows.Keys.Count(name => name is "embedding" || Regex.IsMatch(name, @"^layer\.(attend head|down pair) \d+$")));
        Assert.Contains("eigenvectors are exact, and the scales of the norms and the patterns of the heads are those of this text", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ATree_AddsUpUnderEachNode_AndEndsAtTheTextsTokens()
    {
        var table = Explain("--tree", "30", "--keep", "1");
        Assert.Equal((0, ""), (table.ExitCode, table.Errors));
        Assert.Matches("\nlogit \".+\" +[+-].*\n  \\S.* %", table.Output);
        Assert.All(Regex.Matches(table.Output, @"(?<=\n +)layer\.attend head \d.*(?= %)").Skip(1), head => Assert.Matches(@"^layer\.attend head \d at \d+ ", head.Value));
        Assert.Contains("  share of siblings  λ, scaled ", table.Output, StringComparison.Ordinal);
        Assert.Contains("  λ, unscaled ", table.Output, StringComparison.Ordinal);
        Assert.Matches("\n    embedding +[+-].* \" a\"\n", table.Output);
        Assert.Matches(@"[\d.]+ % of the shares are followed down to tokens, with the scales and patterns of this text\n$", table.Output);

        using var explained = JsonDocument.Parse(Explain("--tree", "30", "--json").Output);
        var tree = explained.RootElement.GetProperty("tree");
        Assert.Equal(explained.RootElement.GetProperty("sum").GetDouble(), tree.GetProperty("sum").GetDouble(), 1e-6);
        Assert.InRange(tree.GetProperty("coverage").GetDouble(), 0.01, 1);
        var nodes = tree.GetProperty("nodes").EnumerateArray().ToList();
        Assert.InRange(nodes.Count, 10, 30);
        Assert.Equal(0, Explain("--tree", "30", "--out", bench["tree.html"]).ExitCode);
        Assert.Equal(nodes.Count, Regex.Count(File.ReadAllText(bench["tree.html"]), "<li><(details|div class=\"leaf\"><span)"));
        foreach (var (index, node) in nodes.Index().Where(node => node.Item.TryGetProperty("rest", out _)))
        {
            var children = nodes.Where(child => child.TryGetProperty("parent", out var parent) && parent.GetInt32() == index).Sum(child => child.GetProperty("term").GetDouble());
            var own = node.TryGetProperty("projection", out var projection) ? projection : node.GetProperty("term");
            Assert.Equal(own.GetDouble(), children + node.GetProperty("rest").GetDouble(), 1e-8);
        }
    }

    /// <summary>The weights alone, of a model without norms.</summary>
    [Fact]
    public void WithoutNorms_ATreeNeedsNoText()
    {
        File.WriteAllText(bench["plain.bmlp"], File.ReadAllText(bench["tiny.bmlp"]).Replace("|> rmsnorm ", "", StringComparison.Ordinal));
        Assert.Equal(0, bench.Run("train", bench["plain.bmlp"], "--data", bench["data"], "--epochs", "1", "--out", bench["plain.safetensors"]).ExitCode);
        string[] plain = ["explain", bench["plain.bmlp"], "--weights", bench["plain.safetensors"], "--tokenizer", bench.Tokenizer, "--tree", "20", "--class", " a", "--against", "."];

        var table = bench.Run(plain);
        Assert.Equal((0, ""), (table.ExitCode, table.Errors));
        Assert.Matches("^ +share of siblings +λ, scaled +reads\nlogit \" a\" - \".\"\n  \\S", table.Output);
        using var tree = JsonDocument.Parse(bench.Run([.. plain, "--json"]).Output);
        Assert.InRange(tree.RootElement.GetProperty("tree").GetProperty("nodes").GetArrayLength(), 5, 20);

        Refused("The model has norms, whose scales are those of a text: give a text and a position", bench.RunTrained("explain", "--tokenizer", bench.Tokenizer, "--tree", "20", "--class", " a"));
        var nameless = bench.RunTrained("explain", "--tokenizer", bench.Tokenizer, "--tree", "20");
        Assert.Equal(2, nameless.ExitCode);
        Assert.StartsWith("error: --tree without --text is of the weights alone: say with --class of which token's logit.\n", nameless.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePage_SaysWhatTheTableSays()
    {
        var page = bench["why.html"];

        var result = Explain("--against", ".", "--keep", "6", "--out", page);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches($@"^wrote {Regex.Escape(page)} \([\d.]+ KB\)\n$", result.Errors);
        var html = File.ReadAllText(page);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", html);
        var cells = Regex.Matches(html, @"<tr><th scope=""row"">(<[ab][^>]*>)?(?<name>[^<]+)(</[ab]>)?</th><td>(?<term>[^<]+)</td>").Where(row => row.Groups["term"].Value[0] is '+' or '−').ToDictionary(row => row.Groups["name"].Value, row => Number(row.Groups["term"].Value));
        var rows = Regex.Matches(result.Output, "^  (?<name>\\S.*?)  +(?<term>[+-][\\d.e+-]+)", RegexOptions.Multiline).ToDictionary(row => row.Groups["name"].Value, row => Number(row.Groups["term"].Value));
        Assert.Equal([.. rows.Keys, "forward pass"], cells.Keys);
        Assert.All(rows, row => Assert.Equal(row.Value, cells[row.Key], 0.01 * Math.Abs(row.Value)));
        Assert.Contains("<mark ", html, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBe_IsASentence()
    {
        Refused("--class \"littel\" is no token of ", Explain("--class", "littel"));
        Refused($"Did you mean {Behind("a")}?\n", Explain("--class", "a "));
        var (blank, bare) = BlankOnly();
        Refused($"Did you mean \"{blank}\"?\n", Explain("--against", bare));
        Refused($"Did you mean \"{blank}\"?\n", Explain("--against", bare.ToUpperInvariant()));
        foreach (var option in new[] { "--part=test", "--port=next", "--target=x", "--data-dir=.", "--no-cache", "--top=2" })
        {
            var wrong = Explain(option);
            Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
            Assert.StartsWith($"error: --text gives a text to explain, and {option.Split('=')[0]} is about samples of data: leave it out, or the text.\n", wrong.Errors, StringComparison.Ordinal);
        }

        var narrow = bench.RunTrained("explain", "--tokenizer", bench.Tokenizer, "--tree", "20", "--class", " a", "--keep", "4");
        Assert.Equal(2, narrow.ExitCode);
        Assert.StartsWith("error: A tree of the weights alone has no use for --keep: leave it out.\n", narrow.Errors, StringComparison.Ordinal);
        Refused("--class \"#300\" is no token of ", Explain("--class", "#300"));
        Refused("\" a\" is both --class and --against: a token does not differ from itself, so name another one.", Explain("--class", " a", "--against", $"#{Token(" a")}"));
        Refused("--position 40: the text has ", Explain("--position", "40"));
        Refused("--text has ", bench.RunTrained("explain", "--tokenizer", bench.Tokenizer, "--text", string.Concat(Enumerable.Repeat(Text, 4))));
        File.WriteAllText(bench["other.json"], File.ReadAllText(bench.Tokenizer) + "\n");
        Refused("other.json is another tokenizer than that of the texts that the weights were trained on, whose SHA-256 is ", bench.RunTrained("explain", "--tokenizer", bench["other.json"], "--text", Text));
        Refused("Digits takes no texts: say with --data and --sample what is explained.", bench.Run("explain", Workbench.Digits, "--weights", Digits(), "--tokenizer", bench.Tokenizer, "--text", Text));
    }

    // The token with the blank is nearest, where there is one.
    private string Behind(string word) => Vocabulary().Contains($" {word}") ? $"\" {word}\"" : $"\"{word}\"";

    // A token that is none without its leading blank.
    private (string Blank, string Bare) BlankOnly()
    {
        var all = Vocabulary();
        var blank = all.First(token => token.Length > 3 && token[0] == ' ' && token[1..].All(char.IsAsciiLetterLower) && !all.Contains(token[1..]));
        return (blank, blank[1..]);
    }

    private HashSet<string> Vocabulary()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(bench.Tokenizer));
        return [.. file.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject().Select(token => token.Name.Replace('Ġ', ' '))];
    }

    private int Token(string text)
    {
        using var explained = JsonDocument.Parse(bench.RunTrained("explain", "--tokenizer", bench.Tokenizer, "--text", $"a{text}", "--json").Output);
        return explained.RootElement.GetProperty("tokens").EnumerateArray().Last().GetInt32();
    }

    private string Digits()
    {
        Assert.Equal(0, bench.Run("train", Workbench.Digits, "--data", "digits", "--epochs", "1", "--out", bench["digits.safetensors"]).ExitCode);
        return bench["digits.safetensors"];
    }

    private BmlpResult Explain(params string[] options) => bench.RunTrained("explain", ["--tokenizer", bench.Tokenizer, "--text", Text, .. options]);

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);

    private static void Refused(string part, BmlpResult result)
    {
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(part, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
