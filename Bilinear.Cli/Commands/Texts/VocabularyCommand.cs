using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Files;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Data.Text;

namespace Bilinear.Cli.Commands.Texts;

/// <summary>Makes a vocabulary from texts.</summary>
internal sealed class VocabularyCommand : ToolCommand
{
    private const int UsualSize = 4096;
    private const int LargestSize = 1_000_000;

    private readonly TextList _texts = new();
    private readonly NumberOption<int> _size = new("--size", Vocabulary.SmallestSize, LargestSize) { Description = $"How many tokens it has, the {Vocabulary.SmallestSize} that every one has among them; {UsualSize} if left out." };
    private readonly Option<string> _out = new("--out") { Description = "The tokenizer.json to write.", HelpName = "FILE", Required = true };
    private readonly JsonOption _json = new();

    public VocabularyCommand()
        : base("vocabulary", "Make a vocabulary from texts, by byte-pair encoding over bytes: a tokenizer.json, which Hugging Face's libraries read too.",
            "bmlp vocabulary train.txt.gz --size 4096 --out tokenizer.json")
    {
        _texts.AddTo(this);
        foreach (var option in new Option[] { _size, _out, _json })
            Add(option);
        Do(Run);
    }

    protected override IEnumerable<CommandFile> Files(ParseResult parseResult) =>
        [.. _texts.Files(parseResult), CommandFile.Output(_out.Name, parseResult.GetValue(_out)!)];

    private int Run(ParseResult parseResult, StatusLine status)
    {
        var (size, output) = (parseResult.GetValue(_size) ?? UsualSize, parseResult.GetValue(_out)!);
        var vocabulary = Vocabulary.Train(Texts(parseResult, status), size);
        status.Clear();
        vocabulary.Save(output);
        Written.Say(status, output);
        if (vocabulary.Size < size)
            status.Say(string.Create(CultureInfo.InvariantCulture, $"note: the vocabulary has {vocabulary.Size} tokens, since no others stand together twice: a model of it has `token[{vocabulary.Size}]`, or take more text"));

        var perToken = (double)vocabulary.TextBytes / vocabulary.TextTokens;
        if (parseResult.GetValue(_json))
        {
            Json.Write(json =>
            {
                json.WriteNumber("size", vocabulary.Size);
                json.WriteNumber("tokens", vocabulary.TextTokens);
                json.WriteNumber("bytes", vocabulary.TextBytes);
                json.WriteNumberOrNull("bytes_per_token", perToken);
                json.WriteString("file", output);
            });
        }
        else
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"size {vocabulary.Size}"));
            Console.Out.WriteLine($"bytes a token {Quantity.Plain(perToken)}");
        }
        return ExitCode.Success;
    }

    private IEnumerable<string> Texts(ParseResult parseResult, StatusLine status)
    {
        foreach (var text in _texts.Read(parseResult, status, "reading"))
            yield return text;
        status.Show("merging what stands together", () => "");
    }
}
