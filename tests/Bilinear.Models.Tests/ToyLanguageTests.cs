using System.Text.RegularExpressions;
using Bilinear.Testing;
using Examples.ToyLanguage.Grammar;

namespace Bilinear.Models.Tests;

/// <summary>The language of examples/ToyLanguage, and what the decomposition finds of its rules in the weights that lie there.</summary>
public sealed class ToyLanguageTests
{
    /// <summary>Chance finds one or two rules, as three tokens of 69 are tried for each.</summary>
    private const int FoundByChance = 2;

    private static readonly Rules Few = new([("salt", "pepper"), ("pen", "paper")], ["sea", "farm"], [new("animal", ["whale", "cow"])], ["anna", "ben"], ["red", "green"], ["so"]);

    [Fact]
    public void Entropy_IsThatOfAllTexts()
    {
        const int Length = 6;
        var language = new Language(Few);
        var (texts, all, entropy) = (0, 0.0, 0.0);
        Follow(language.Begin(), 1, Length);

        Assert.True(texts > 10_000);
        Assert.Equal(1, all, 1e-12);
        Assert.Equal(entropy / Length, Entropy.Of(language, Length), 1e-12);

        // −Σ P ln P over whole texts, of which no word's own distribution is a part.
        void Follow(Past past, double probability, int left)
        {
            if (left == 0)
            {
                (texts, all, entropy) = (texts + 1, all + probability, entropy - (probability * Math.Log(probability)));
                return;
            }

            var next = language.Next(past);
            for (var token = 0; token < next.Length; token++)
            {
                if (next[token] > 0)
                    Follow(language.Continue(past, token), probability * next[token], left - 1);
            }
        }
    }

    [Fact]
    public void Texts_AreDrawnByTheRules_AndTheSameEverywhere()
    {
        var language = new Language(Rules.English);
        var texts = new Texts(language, seed: 0);
        var surprises = Enumerable.Range(0, 400).Select(number => Surprise(texts.Text(TextPart.Training, number))).ToList();

        Assert.StartsWith("city now knife fork so worker baker ben green sound siren", string.Join(' ', texts.Text(TextPart.Training, 0).Select(token => language.Words[token].Text)), StringComparison.Ordinal);
        Assert.NotEqual(texts.Text(TextPart.Training, 0), texts.Text(TextPart.Test, 0));
        var mean = surprises.Average();
        var deviation = Math.Sqrt(surprises.Average(surprise => (surprise - mean) * (surprise - mean)) / surprises.Count);
        Assert.Equal(Entropy.Of(language, Texts.Length), mean, 4 * deviation);

        double Surprise(int[] text)
        {
            var (past, sum) = (language.Begin(), 0.0);
            foreach (var token in text)
            {
                sum -= Math.Log(language.Next(past)[token]);
                past = language.Continue(past, token);
            }

            return sum / text.Length;
        }
    }

    [Fact]
    public void TheDecomposition_FindsTheRules()
    {
        var (code, output, errors) = ExampleRun.Of("ToyLanguage");

        Assert.Equal((0, ""), (code, errors));
        var entropy = Number(output, @"^entropy of the language +(\S+) nats a word$");
        Assert.Equal(Entropy.Of(new Language(Rules.English), Texts.Length), entropy, 5e-5);
        Assert.True(Number(output, @"^the model's loss +(\S+) on 500 texts") - entropy < 0.02, output);
        Assert.InRange(Number(output, @"^divergence from the rules (\S+)$"), 0, 0.02);
        Assert.Equal(16, Number(output, @"^  (\d+) of 16 found"));
        Assert.Equal(16, Regex.Count(output, @"^  \w+ → \w+ +[123] ", RegexOptions.Multiline));

        // One head of the first layer finds the topic, and of the second layer one copies colours.
        Assert.Equal(12, Largest(output, "query × topic"));
        Assert.Equal(6, Largest(output, "colours that a head copies"));
        Assert.InRange(LargestAttention(output, "its colour", "stack.1"), 0.5, 1);
        Assert.InRange(LargestAttention(output, "topic", "stack.0"), 0.5, 1);
    }

    /// <summary>What is found has to be learned, and has to be what the language's rules say.</summary>
    [Theory]
    [InlineData("untrained")]
    [InlineData("turned")]
    public void WhatIsNotThere_IsNotFound(string control)
    {
        var (code, output, errors) = ExampleRun.Of("ToyLanguage", control);

        Assert.Equal(1, code);
        Assert.StartsWith("The model is not within 0.02 nats of the entropy.\n", errors, StringComparison.Ordinal);
        Assert.InRange(Number(output, @"^  (\d+) of 16 found"), 0, FoundByChance);
        Assert.InRange(Largest(output, "query × topic"), 0, 8);
        Assert.InRange(Largest(output, "colours that a head copies"), 0, 4);
    }

    private static double Number(string output, string pattern) => double.Parse(Regex.Match(output, pattern, RegexOptions.Multiline).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    // Of "… HEAD found of all, …" the head that finds most.
    private static int Largest(string output, string title) =>
        Regex.Matches(Regex.Match(output, $"from weights alone, {title}.*").Value, @" (\d+) of \d+").Max(found => int.Parse(found.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));

    private static double LargestAttention(string output, string sources, string layer) =>
        Regex.Matches(Regex.Match(output, $@"looks at {sources}(?:.*\n)*?\n").Value, $@"^  {Regex.Escape(layer)}\S+ \d +(\S+)", RegexOptions.Multiline).Max(head => double.Parse(head.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
}
