using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Dsl.Text;
using Bilinear.Text;

namespace Bilinear.Cli.Commands;

/// <summary>
/// What is wrong with a command line, in the user's words. The library takes a mistyped option for a file, or for the value of
/// the option before it; here whatever begins with - is an option, up to a word --.
/// </summary>
internal static class LineMistakes
{
    private const string End = "--";

    /// <summary>The longest path on Linux; of our words only a text is longer.</summary>
    private const int LongestWord = 4096;

    /// <summary>What .NET puts in the place of bytes that are no text.</summary>
    private const char NoText = '\uFFFD';

    /// <summary>A sentence for each.</summary>
    /// <param name="words">What <paramref name="parseResult"/> was read from.</param>
    public static IReadOnlyList<string> In(ParseResult parseResult, IReadOnlyList<string> words)
    {
        // Who asks for help, or a shell that asks how a word can end, need not be right.
        if (parseResult.Action is { ClearsParseErrors: true })
            return [];
        var command = parseResult.CommandResult.Command;
        IReadOnlyList<string> wrong = [.. words.Select((word, at) => Unreadable(word, IsText(command, words, at) ? int.MaxValue : LongestWord)).OfType<string>().Distinct()];
        if (wrong.Count > 0)
            return wrong;
        // bmlp --quiet train is bmlp train --quiet.
        List<string> named = [.. words.Where(word => !parseResult.RootCommandResult.Command.Options.Any(option => option.Recursive && option.Name == word))];
        var next = named.Skip(Depth(command)).FirstOrDefault();
        if (command.Subcommands.Count > 0 && next is { Length: > 0 } && !next.StartsWith('-'))
            return [$"There is no command `{string.Join(' ', [.. named.Take(Depth(command)), ForeignText.Shorten(next)])}`.{Suggestion.For(next, command.Subcommands.Select(known => known.Name))}"];
        wrong = WordByWord(parseResult, words);
        if (wrong.Count > 0)
            return wrong;
        if (command.Subcommands.Count > 0 && parseResult.Errors.Count > 0)
            return [command is RootCommand ? "Which command? It is the first word, such as `bmlp check`." : $"Which {command.Name}? There are {ForeignText.List([.. command.Subcommands.Select(known => known.Name)])}, as in `{command.Subcommands[0].Called()}`."];
        wrong = [.. Whole(parseResult, command), .. UsageError.In(parseResult)];
        return wrong.Count > 0 ? wrong : [.. parseResult.Errors.Select(error => error.Message)];
    }

    // How many words name the command.
    private static int Depth(Command command) => command.Called().Count(letter => letter == ' ');

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(sub => Below(sub).Prepend(sub));

    // --prompt TEXT or --prompt=TEXT
    private static bool IsText(Command command, IReadOnlyList<string> words, int at) => command.Options.OfType<TextOption>()
        .Any(option => (at > 0 && words[at - 1] == option.Name) || words[at].StartsWith($"{option.Name}=", StringComparison.Ordinal));

    private static string? Unreadable(string word, int longest) => word.Length > longest
        ? string.Create(CultureInfo.InvariantCulture, $"{ForeignText.Quote(word)} has {word.Length:N0} characters, and no word may have more than {longest:N0}.")
        : word.Contains(NoText, StringComparison.Ordinal) ? $"{ForeignText.Quote(word)} is no text in UTF-8: write a text as UTF-8, and give a file another name."
        : null;

    private static List<string> WordByWord(ParseResult parseResult, IReadOnlyList<string> words)
    {
        var command = parseResult.CommandResult.Command;
        var options = parseResult.RootCommandResult.Command.Options.Where(option => option.Recursive || command is RootCommand).Concat(command.Options).Distinct().ToList();
        var wrong = new List<string>();
        Option? before = null;
        var isBehindEnd = false;
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (word.Length == 0 && before is not TextOption)
                wrong.Add($"{(before is { Arity.MaximumNumberOfValues: > 0 } ? $"The value of {before.Name}" : "A word")} is empty: is a variable of the shell not set?");
            isBehindEnd |= word == End;
            var name = word.Split('=', ':')[0];
            var option = !isBehindEnd && word is ['-', _, ..] ? Find(name) : null;
            if (!isBehindEnd && word is ['-', _, ..] && option is null && !IsNumberFor(before, word))
                wrong.Add(Unknown(parseResult.RootCommandResult.Command, command, name, options, before));
            if (option is TextOption or { Arity.MinimumNumberOfValues: > 0 } && IsAlone(at, name))
                wrong.Add($"{name} needs a value{(option.HelpName is { } value ? $": {name} {value}" : "")}.");
            before = name == word ? option : null;
        }
        return wrong;

        Option? Find(string name) => options.Find(option => option.Name == name || option.Aliases.Contains(name));

        // A text may be empty.
        bool IsAlone(int at, string name) => words[at].Length == name.Length
            ? at + 1 == words.Count || words[at + 1] == End || (words[at + 1] is ['-', _, ..] && Find(words[at + 1].Split('=', ':')[0]) is not null)
            : words[at].Length == name.Length + 1 && Find(name) is not TextOption;
    }

    // What is missing, or there too often.
    private static IEnumerable<string> Whole(ParseResult parseResult, Command command)
    {
        string[] missing =
        [
            .. command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && parseResult.GetResult(argument) is null or { Tokens.Count: 0 }).Select(argument => argument.Name),
            .. command.Options.Where(option => option.Required && parseResult.GetResult(option) is null or { Implicit: true }).Select(option => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name),
        ];
        if (missing.Length > 0)
            yield return $"{command.Called()} needs {(missing.Length == 1 ? missing[0] : $"{string.Join(", ", missing[..^1])} and {missing[^1]}")}.";
        foreach (var mistake in (command as ToolCommand)?.Mistakes(parseResult) ?? [])
            yield return mistake;
        foreach (var option in command.Options)
        {
            if (parseResult.GetResult(option) is { } given && given.Tokens.Count > option.Arity.MaximumNumberOfValues)
                yield return $"{option.Name} takes one value, and is given {given.Tokens.Count}.";
        }
        foreach (var word in parseResult.UnmatchedTokens)
            yield return $"{command.Called()} takes no further word, and was given {ForeignText.Quote(word)}.";
    }

    // The option itself says why it takes no -1.
    private static bool IsNumberFor(Option? option, string word) => option is not null && double.TryParse(word, CultureInfo.InvariantCulture, out _);

    private static string Unknown(Command root, Command command, string name, IReadOnlyList<Option> options, Option? before)
    {
        var sentence = $"{command.Called()} has no option {ForeignText.Shorten(name)}.";
        var others = Below(root).SelectMany(other => other.Options.Select(option => (Option: option.Name, Command: other.Called()))).ToLookup(other => other.Option, other => other.Command);
        if (Like(name, options) is { } like)
            return $"{sentence} Did you mean `{like.Name}`?";
        if (others.Contains(name))
            return $"{sentence} {name} is an option of {string.Join(" and ", others[name])}.";
        if (Suggestion.For(name, options.Select(option => option.Name)) is { Length: > 0 } suggestion)
            return sentence + suggestion;
        if (new NameSuggestion().Nearest(name, others.Select(other => other.Key)) is { } elsewhere)
            return $"{sentence} {elsewhere} is an option of {others[elsewhere].First()}.";
        if (before is { Arity.MaximumNumberOfValues: > 0 })
            return $"{sentence} A value that begins with - is given as {before.Name}=VALUE.";
        return File.Exists(name) ? $"{sentence} The file of that name is given as ./{ForeignText.Shorten(name)}." : sentence;
    }

    // --out where it is called --output, and the first letter of one, as other tools have it.
    private static Option? Like(string name, IReadOnlyList<Option> options) => name.Length == 2
        ? options.FirstOrDefault(option => option.Name.StartsWith("-" + name, StringComparison.Ordinal))
        : options.FirstOrDefault(option => name.Length > 4 && option.ValueType == typeof(string)
            && (option.Name.StartsWith(name, StringComparison.Ordinal) || (option.Name.Length > 4 && name.StartsWith(option.Name, StringComparison.Ordinal))));
}
