using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Options;

/// <summary>Words of which one has to be given, with the one that was probably meant where it is none of them.</summary>
internal static class Choices
{
    /// <param name="kind">What the words name: <c>stage</c>.</param>
    public static void AcceptOnly(this Option<string> option, string kind, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result => Check(result, kind, words));
    }

    /// <inheritdoc cref="AcceptOnly(Option{string}, string, string[])"/>
    public static void AcceptOnly(this Argument<string> argument, string kind, params string[] words)
    {
        argument.CompletionSources.Add(words);
        argument.Validators.Add(result => Check(result, kind, words));
    }

    private static void Check(SymbolResult result, string kind, string[] words)
    {
        foreach (var word in result.Tokens.Select(token => token.Value).Where(word => !words.Contains(word)))
            result.Say($"There is no {kind} `{ForeignText.Shorten(word)}`: it is {(words is [var only] ? $"{only}." : $"{string.Join(", ", words[..^1])} or {words[^1]}.{Suggestion.For(word, words)}")}");
    }
}
