using System.CommandLine;
using Bilinear.Cli.Files;
using Bilinear.Cli.Output;
using Bilinear.Data.Text;
using Bilinear.Text;

namespace Bilinear.Cli.Options;

/// <summary>One or more files of texts, which are read one after the other.</summary>
internal sealed class TextList
{
    private readonly Argument<string[]> _texts = new("TEXT") { Description = $"One or more files of UTF-8 text, compressed by gzip or not, with a line {TextFile.Separator} between two texts.", Arity = ArgumentArity.OneOrMore };

    public void AddTo(Command command) => command.Add(_texts);

    public IEnumerable<CommandFile> Files(ParseResult parseResult) => Of(parseResult).Select(path => CommandFile.Input(_texts.Name, path));

    /// <summary>The names of the files, a line each, without the folders that they are in.</summary>
    public string Names(ParseResult parseResult) => string.Join('\n', Of(parseResult).Select(path => Path.GetFileName(path)));

    /// <summary>The texts of all files, with how far it is.</summary>
    /// <param name="work">What is done with them: <c>tokenising</c>.</param>
    /// <exception cref="InputException">After the last file, if none has a text.</exception>
    public IEnumerable<string> Read(ParseResult parseResult, StatusLine status, string work)
    {
        var texts = 0L;
        foreach (var path in Of(parseResult))
        {
            var now = $"{work} {ForeignText.Shorten(path)}";
            foreach (var text in TextFile.Read(path, share => status.Show(now, () => Quantity.Percent(share))))
            {
                texts++;
                yield return text;
            }
        }
        status.Clear();
        if (texts == 0)
            throw new InputException($"{(Of(parseResult) is [var only] ? $"{ForeignText.Shorten(only)} has" : "These files have")} no text: texts stand between lines {TextFile.Separator}.");
    }

    private string[] Of(ParseResult parseResult) => parseResult.GetValue(_texts)!;
}
