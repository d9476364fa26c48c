using System.CommandLine;
using Bilinear.Cli.Files;
using Bilinear.Data.Text.Formats;

namespace Bilinear.Cli.Options;

/// <summary>What goes with texts: their tokenizer, and the file of those to test with.</summary>
internal sealed class TextDataOptions
{
    private readonly Option<string?> _tokenizer = new("--tokenizer") { Description = "The tokenizer of texts: tokenizer.json of Hugging Face, or tokenizer.bin of llama2.c; if left out, that in the folder of the texts.", HelpName = "FILE" };

    private readonly Option<string?> _test = new("--test") { Description = "The file of texts to test with, where the data are a file of texts.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Add(_tokenizer);
        command.Add(_test);
    }

    public string? Tokenizer(ParseResult parseResult) => parseResult.GetValue(_tokenizer);

    public string? Test(ParseResult parseResult) => parseResult.GetValue(_test);

    /// <summary>What is read.</summary>
    public IEnumerable<CommandFile> Files(ParseResult parseResult) =>
    [
        .. Test(parseResult) is { } test ? [CommandFile.Input(_test.Name, test)] : Array.Empty<CommandFile>(),
        .. Tokenizer(parseResult) is { } tokenizer ? TokenizerFile.FilesOf(tokenizer).Select(file => CommandFile.Input(_tokenizer.Name, file)) : [],
    ];
}
