using System.CommandLine;
using Bilinear.Cli.Files;
using Bilinear.Data.Text;
using Bilinear.Data.Text.Formats;

namespace Bilinear.Cli.Options;

/// <summary><c>--tokenizer</c>: what turns texts into tokens and back.</summary>
internal sealed class TokenizerOption : Option<string>
{
    public TokenizerOption()
        : base("--tokenizer") => (Description, HelpName, Required) = ("The tokenizer: a tokenizer.json of Hugging Face, a tokenizer.bin of llama2.c, or a folder that has one.", "FILE", true);

    public IEnumerable<CommandFile> Files(ParseResult parseResult) => TokenizerFile.FilesOf(parseResult.GetValue(this)!).Select(file => CommandFile.Input(Name, file));

    /// <exception cref="TextFileException">It is none, or one that is not supported.</exception>
    public Tokenizer Load(ParseResult parseResult) => Tokenizer.Load(parseResult.GetValue(this)!);
}
