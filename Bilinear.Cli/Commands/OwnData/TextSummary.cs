using System.Globalization;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.OwnData;

/// <summary>What <c>bmlp data show</c> says of texts, as text and as one JSON object.</summary>
internal sealed class TextSummary(string data, IReadOnlyList<TextPart> parts)
{
    private const string Format = "texts";

    /// <summary>The contexts that a model is likely to have.</summary>
    private static readonly int[] Contexts = [64, 128, 256, 512, 1024, 2048];

    public void WriteText()
    {
        Console.Out.WriteLine($"{data}: {Format}{(Vocabulary is null ? "" : $", as tokens of a vocabulary of {Vocabulary}")}");
        if (Vocabulary is null)
            Aligned.Write([["part", "texts", "bytes"], .. parts.Select(part => new[] { part.Name, Number(part.Texts), Number(part.Bytes) })], "  ");
        else
            Aligned.Write([["part", "texts", "bytes", "tokens", "bytes a token", "sha-256 of tokens"], .. parts.Select(Row)], "  ");
        if (Vocabulary is not null)
            Aligned.Write([["texts longer than", .. parts.Select(part => part.Name)], .. Contexts.Where(IsOfUse).Select(Longer)], "  ");
        foreach (var (index, beginning) in parts[0].Beginnings.Index())
            Console.Out.WriteLine($"{(index == 0 ? "begin " : "      ")} {ForeignText.Shorten(OnOneLine(beginning))}");
        Console.Out.WriteLine(Vocabulary is null
            ? "Name their tokenizer with --tokenizer, to see their tokens and the model that they fit."
            : $"fits   {Input} -> {Output}, loss cross_entropy; a context T of {parts.Max(part => part.Longest)} cuts no text");
    }

    public void WriteJson() => Json.Write(json =>
    {
        json.WriteString("data", data);
        json.WriteString("format", Format);
        foreach (var part in parts)
        {
            json.WriteStartObject(part.Name);
            json.WriteNumber("texts", part.Texts);
            json.WriteNumber("bytes", part.Bytes);
            if (part is { Tokens: { } tokens, Longest: { } longest })
            {
                json.WriteNumber("tokens", tokens);
                json.WriteNumber("longest", longest);
                json.WriteStartObject("longer_than");
                foreach (var context in Contexts)
                    json.WriteNumber(Number(context), part.LongerThan(context));
                json.WriteEndObject();
                json.WriteString("sha256", part.Checksum);
            }
            json.WriteEndObject();
        }
        json.WriteStartArray("begin");
        foreach (var beginning in parts[0].Beginnings)
            json.WriteStringValue(beginning);
        json.WriteEndArray();
        if (Vocabulary is not { } vocabulary)
            return;
        json.WriteNumber("vocabulary", vocabulary);
        json.WriteStartObject("fits");
        json.WriteString("input", Input);
        json.WriteString("output", Output);
        json.WriteString("loss", "cross_entropy");
        json.WriteEndObject();
    });

    private int? Vocabulary => parts[0].Vocabulary;

    private string Input => $"token[{Vocabulary}][T]";

    private string Output => $"f32[T, {Vocabulary}]";

    // Up to the first that no text is longer than.
    private bool IsOfUse(int context) => context == Contexts[0] || parts.Any(part => part.LongerThan(context / 2) > 0);

    private string[] Longer(int context) => [Number(context), .. parts.Select(part => Number(part.LongerThan(context)))];

    private static string[] Row(TextPart part) =>
        [part.Name, Number(part.Texts), Number(part.Bytes), Number(part.Tokens!.Value), Quantity.Plain((double)part.Bytes / part.Tokens.Value), part.Checksum![..16]];

    private static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
