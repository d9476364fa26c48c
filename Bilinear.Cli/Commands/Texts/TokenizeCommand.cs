using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Data.Text.Corpora;

namespace Bilinear.Cli.Commands.Texts;

/// <summary>Turns texts into tokens once, for training that begins at once.</summary>
internal sealed class TokenizeCommand : ToolCommand
{
    private readonly TextList _texts = new();
    private readonly TokenizerOption _tokenizer = new();
    private readonly Option<string> _out = new("--out") { Description = "The .safetensors file to write: all tokens, where each text begins, and how many bytes it has.", HelpName = "FILE", Required = true };
    private readonly JsonOption _json = new();

    public TokenizeCommand()
        : base("tokenize", "Turn texts into tokens, each between the tokenizer's start and end token: a corpus that is read where it lies, however large.",
            "bmlp tokenize train.txt.gz --tokenizer tokenizer.json --out train.safetensors")
    {
        _texts.AddTo(this);
        foreach (var option in new Option[] { _tokenizer, _out, _json })
            Add(option);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) =>
        [.. _texts.Files(parseResult), .. _tokenizer.Files(parseResult), CommandFile.Tensors(_out.Name, parseResult.GetValue(_out)!)];

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var tokenizer = _tokenizer.Load(parseResult);
        var output = parseResult.GetValue(_out)!;
        using var corpus = new CorpusWriter(tokenizer, output);
        foreach (var text in _texts.Read(parseResult, status, "tokenising"))
            corpus.Add(text);
        status.While($"writing {output}", () => corpus.Finish(_texts.Names(parseResult)));
        Written.Say(status, output);

        // Those around the texts stand for no bytes.
        var tokens = corpus.Tokens - ((long)corpus.Texts * ((tokenizer.StartToken is null ? 0 : 1) + (tokenizer.EndToken is null ? 0 : 1)));
        if (parseResult.GetValue(_json))
        {
            Json.Write(json =>
            {
                json.WriteNumber("texts", corpus.Texts);
                json.WriteNumber("tokens", tokens);
                json.WriteNumber("bytes", corpus.Bytes);
                json.WriteNumberOrNull("bytes_per_token", (double)corpus.Bytes / tokens);
                json.WriteNumber("vocabulary", tokenizer.Size);
                json.WriteString("tokenizer", tokenizer.Checksum);
                json.WriteString("file", output);
            });
        }
        else
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"texts {corpus.Texts}"));
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tokens {tokens}"));
            Console.Out.WriteLine($"bytes a token {Quantity.Plain((double)corpus.Bytes / tokens)}");
        }
        return ExitCode.Success;
    }
}
