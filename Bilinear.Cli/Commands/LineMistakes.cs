using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Dsl.Text;

namespace Bilinear.Cli.Commands;

/// <summary>
/// Words of a command line that name no command and no option. The library takes a mistyped option for a file, or for the
/// value of the option before it; here whatever begins with - is an option, up to a word --.
/// </summary>
internal static class UnknownWords
{
    private const string End = "--";

    /// <summary>A sentence for each.</summary>
    /// <param name="words">What <paramref name="line"/> was read from.</param>
    public static IReadOnlyList<string> In(ParseResult line, IReadOnlyList<string> words)
    {
        // Who asks for help, or a shell that asks how a word can end, need not be right.
        if (line.Action is { ClearsParseErrors: true })
            return [];
        var command = line.CommandResult.Command;
        if (command is RootCommand && words.Count > 0 && !words[0].StartsWith('-'))
            return [$"There is no command `{ForeignText.Shorten(words[0])}`.{Suggestion.For(words[0], command.Subcommands.Select(known => known.Name))}"];

        var options = line.RootCommandResult.Command.Options.Where(option => option.Recursive || command is RootCommand).Concat(command.Options).Distinct().ToList();
        var unknown = new List<string>();
        Option? before = null;
        foreach (var word in words.TakeWhile(word => word != End))
        {
            var name = word.Split('=', ':')[0];
            var option = word is ['-', _, ..] ? options.Find(option => option.Name == name || option.Aliases.Contains(name)) : null;
            if (word is ['-', _, ..] && option is null && !IsNumberFor(before, word))
                unknown.Add(Sentence(line.RootCommandResult.Command, command, name, options, before));
            before = name == word ? option : null;
        }
        return unknown;
    }

    // The option itself says why it takes no -1.
    private static bool IsNumberFor(Option? option, string word) => option is not null && double.TryParse(word, CultureInfo.InvariantCulture, out _);

    private static string Sentence(Command root, Command command, string name, IEnumerable<Option> options, Option? before)
    {
        var sentence = $"{(command == root ? "bmlp" : $"bmlp {command.Name}")} has no option {ForeignText.Shorten(name)}.";
        var suggestion = Suggestion.For(name, options.Select(option => option.Name));
        if (suggestion.Length > 0)
            return sentence + suggestion;
        var others = root.Subcommands.SelectMany(other => other.Options.Select(option => (Option: option.Name, Command: other.Name))).ToList();
        if (new NameSuggestion().Nearest(name, others.Select(other => other.Option)) is { } elsewhere)
            return $"{sentence} {elsewhere} is an option of bmlp {others.Find(other => other.Option == elsewhere).Command}.";
        return before is { Arity.MaximumNumberOfValues: > 0 }
            ? $"{sentence} A value that begins with - is given as {before.Name}=VALUE."
            : $"{sentence} A file of that name is given as ./{ForeignText.Shorten(name)}.";
    }
}
