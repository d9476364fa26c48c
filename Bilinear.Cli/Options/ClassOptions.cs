using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Options;

/// <summary>The options that name a direction among the outputs: <c>--class</c>, and <c>--against</c> for the difference of two.</summary>
internal sealed class ClassOptions
{
    private readonly Option<string?> _class;
    private readonly Option<string?> _against;
    private readonly Option? _text;

    /// <param name="what">What is done to the class: <c>Explain</c>.</param>
    /// <param name="text">Where this option gives a text, classes are tokens, and <c>--against</c> may stand without <c>--class</c>.</param>
    public ClassOptions(string what, Option? text = null)
    {
        _text = text;
        var (token, most) = text is null ? ("", "") : ($"; with {text.Name}, a token, by its text with its leading blank, the most probable one if left out", $" (with {text.Name} the most probable token if that is left out)");
        _class = new Option<string?>("--class") { Description = $"{what} this class: a row of the output, counted from 0, or its name where the weights know one{token}.", HelpName = "C" };
        _against = new Option<string?>("--against") { Description = $"With --class{most}, the difference of the two, which has eigenvectors of its own.", HelpName = "C" };
    }

    public void AddTo(Command command)
    {
        command.Add(_class);
        command.Add(_against);
        command.Validators.Add(result =>
        {
            if (Given(result, _against) is not { } against)
                return;
            if (result.GetResult(_class) is null && (_text is null || result.GetResult(_text) is null))
                result.Say($"--against {against} is the other class of a difference: name the first too, as in --class {(against == "3" ? 5 : 3)} --against {against}.");
            else if (Given(result, _class) == against)
                result.Say(AreTheSame(against));
        });
    }

    /// <summary>Whether the command line names a class.</summary>
    public bool IsGiven(CommandResult result) => result.GetResult(_class) is not null;

    /// <summary>Checks the classes before anything is computed.</summary>
    /// <param name="names">What the classes are called, in the order of the rows; none where they have no names.</param>
    /// <returns>The class and the one against it; null for what is not given.</returns>
    /// <exception cref="InputException">The model has no such class, or the two are one.</exception>
    public (int? Class, int? Against) Read(ParseResult parseResult, OutputInfo output, IReadOnlyList<string> names)
    {
        var (row, against) = (Read(parseResult, _class, output, names), Read(parseResult, _against, output, names));
        return row is null || row != against ? (row, against) : throw new InputException(AreTheSame(ShellWord.Of(ForeignText.Shorten(parseResult.GetValue(_against)!))));
    }

    /// <summary>Both as they are written, for outputs that have names of another kind; null for what is not given.</summary>
    public (string? Class, string? Against) Words(ParseResult parseResult) => (parseResult.GetValue(_class), parseResult.GetValue(_against));

    /// <summary>The direction of one class or of a difference, among as many outputs as there are.</summary>
    /// <param name="nameOf">What a class is called.</param>
    public static Direction DirectionOf(int row, int? against, int outputs, Func<int, string> nameOf) => against is { } other
        ? Direction.Of($"{nameOf(row)} - {nameOf(other)}", outputs, others: 0, (row, 1), (other, -1))
        : Direction.Row(row, outputs);

    private static string AreTheSame(string name) => $"--class and --against are both {name}: a class does not differ from itself, so name another one.";

    // From the word itself: an option that cannot read its word says so, and has no value to be asked for.
    private static string? Given(CommandResult result, Option<string?> option) => result.GetResult(option) is { Tokens: [var word, ..] } ? ShellWord.Of(ForeignText.Shorten(word.Value)) : null;

    // A class may be called 1 and be another row than that: names come first.
    private static int? Read(ParseResult parseResult, Option<string?> option, OutputInfo output, IReadOnlyList<string> names)
    {
        if (parseResult.GetValue(option) is not { } text)
            return null;
        if (names.Index().FirstOrDefault(each => each.Item == text) is { Item: not null } named)
            return named.Index;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < output.Count)
            return row;
        var there = names.Count > 0 ? ForeignText.Join(", ", [.. names.Select((name, index) => $"{index} {ForeignText.Shorten(name)}")])
            : output.Count == 1 ? "one row, 0"
            : $"{output.Count} {(output.HasAnswers ? "classes" : "rows")}, 0 … {output.Count - 1}";
        throw new InputException($"{option.Name} {ForeignText.Shorten(text)}: {output.Name} has {there}.{Suggestion.For(text, names)}");
    }
}
