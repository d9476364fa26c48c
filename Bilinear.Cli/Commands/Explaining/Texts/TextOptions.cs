using System.CommandLine;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Data.Text;
using Bilinear.Spectral;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>What is asked of a model of texts: <c>--text</c>, <c>--position</c>, and how many terms are checked.</summary>
internal sealed class TextOptions
{
    private const int DefaultChecks = 10;

    /// <summary>The text.</summary>
    public Option<string?> Text { get; } = new("--text") { Description = "For a model of texts, the text whose next token is explained.", HelpName = "TEXT" };
    private readonly NumberOption<int> _position = new("--position", int.MinValue) { Description = "The token of --text behind which the next one is explained, counted from 0, or from the end with a minus. -1, the last one, if left out.", HelpName = "T" };
    private readonly NumberOption<int> _checks = new("--checks", 0) { Description = $"For how many of the largest terms of a text the logit is computed without them. {DefaultChecks} if left out.", HelpName = "K" };
    private readonly NumberOption<int> _tree = new("--tree", 2) { Description = "Also take the largest terms of a text apart through the layers before them, down to its tokens: a tree of at most so many nodes. Without a text, of the logit of --class by the weights alone, where the model has no norms.", HelpName = "K" };

    public void AddTo(Command command)
    {
        command.Add(Text);
        command.Add(_position);
        command.Add(_checks);
        command.Add(_tree);
    }

    public int Checks(ParseResult parseResult) => parseResult.GetValue(_checks) ?? DefaultChecks;

    /// <summary>How many nodes the tree has at most; null for none.</summary>
    public int? Tree(ParseResult parseResult) => parseResult.GetValue(_tree);

    /// <summary>Whether a tree is asked for without a text.</summary>
    public bool IsOfWeights(ParseResult parseResult) => parseResult.GetResult(Text) is null && Others(parseResult).ToList() is [var only] && only == _tree;

    /// <summary>Whether one of them is given.</summary>
    public bool IsGiven(ParseResult parseResult) => parseResult.GetResult(Text) is not null || Others(parseResult).Any();

    /// <summary>The first that is given beside the text.</summary>
    public Option First(ParseResult parseResult) => Others(parseResult).First();

    /// <summary>What is wrong with the options themselves, where one of them is given.</summary>
    /// <param name="hasClass">Whether the logit is named.</param>
    public IEnumerable<string> Mistakes(ParseResult parseResult, DataOptions data, bool hasClass)
    {
        var isText = parseResult.GetResult(Text) is not null;
        if (!isText && !IsOfWeights(parseResult))
            yield return $"{First(parseResult).Name} is about a text: give it with {Text.Name}.";
        else if (!isText && !hasClass)
            yield return $"{_tree.Name} without {Text.Name} is of the weights alone: say with --class of which token's logit.";
        else if (!data.HasTokenizer(parseResult))
            yield return $"{(isText ? Text.Name : $"{_tree.Name} names tokens, and")} needs the tokenizer that the model was trained with: --tokenizer FILE.";
    }

    private IEnumerable<Option> Others(ParseResult parseResult) => new Option[] { _position, _checks, _tree }.Where(option => parseResult.GetResult(option) is not null);

    /// <summary>The tokens of the text, behind the start token where there is one, and the position.</summary>
    /// <exception cref="InputException">The text is empty, it does not fit into the context, or it has no such position.</exception>
    public (int[] Tokens, int Position) Read(ParseResult parseResult, ModelDescription model, Tokenizer tokenizer)
    {
        var text = parseResult.GetValue(Text)!;
        int[] tokens = [.. tokenizer.StartToken is { } start ? [start] : Array.Empty<int>(), .. tokenizer.Encode(text, addSpecialTokens: false)];
        if (tokens.Length == 0)
            throw new InputException("--text is empty, and the tokenizer has no token that a text begins with: give it a text.");
        if (tokens.Length > model.Context)
            throw new InputException($"--text has {tokens.Length} tokens, and the context of {model.Name} is {model.Context}: give a shorter one.");
        var asked = parseResult.GetValue(_position) ?? -1;
        var position = asked < 0 ? tokens.Length + asked : asked;
        return position >= 0 && position < tokens.Length
            ? (tokens, position)
            : throw new InputException($"--position {asked}: the text has {(tokens.Length == 1 ? "one token, 0" : $"{tokens.Length} tokens, 0 … {tokens.Length - 1}, or -{tokens.Length} … -1 from the end")}.");
    }

    /// <summary>The direction of a token's logit, or of the difference of two.</summary>
    /// <param name="token">The text of a token; null for the most probable one.</param>
    /// <param name="against">The text of the other one; null for none.</param>
    /// <exception cref="InputException">There is no such token, or the two are one.</exception>
    public static Direction DirectionOf(TokenNames names, string? token, string? against, Func<int> mostProbable, int outputs)
    {
        var row = token is null ? mostProbable() : names.Find("--class", token);
        if (against is null)
            return Direction.Of(names.Of(row), outputs, others: 0, (row, 1));
        var other = names.Find("--against", against);
        return row != other
            ? Direction.Of($"{names.Of(row)} - {names.Of(other)}", outputs, others: 0, (row, 1), (other, -1))
            : throw new InputException($"{names.Of(row)} is {(token is null ? "the most probable token itself" : "both --class and --against")}: a token does not differ from itself, so name another one.");
    }
}
