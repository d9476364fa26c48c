using Bilinear.Data.Text.Json;
using Bilinear.Text;

namespace Bilinear.Data.Text.Formats;

/// <summary>Knows the special tokens that stand around a text. The entry <c>post_processor</c> of <c>tokenizer.json</c> names them.</summary>
internal sealed class Template(IReadOnlyDictionary<string, int> ids)
{
    public List<int> Before { get; } = [];

    public List<int> Behind { get; } = [];

    /// <exception cref="TextFileException">It is of a type that is not supported, or names a token that there is not.</exception>
    public void Read(JsonPart part)
    {
        switch (part.Type)
        {
            case "Sequence":
                foreach (var processor in part.Items("processors"))
                    Read(processor);
                break;
            case "ByteLevel":
                // Moves the places of tokens in the text, and nobody asks for those.
                break;
            case "TemplateProcessing":
                ReadSingle(part);
                break;
            default:
                throw part.NotSupported("Sequence, ByteLevel and TemplateProcessing");
        }
    }

    private void ReadSingle(JsonPart part)
    {
        var (before, behind, hasText) = (new List<int>(), new List<int>(), false);
        foreach (var piece in part.Items("single"))
        {
            switch (piece.OnlyName)
            {
                case "Sequence" when piece.Part("Sequence").Text("id") == "A" && !hasText:
                    hasText = true;
                    break;
                case "SpecialToken":
                    var token = piece.Part("SpecialToken").Text("id");
                    (hasText ? behind : before).Add(ids.TryGetValue(token, out var id) ? id : throw piece.Wrong($"names {ForeignText.Quote(token)}, which the vocabulary does not have"));
                    break;
                default:
                    throw piece.Wrong("is neither a special token nor, once, the sequence A, which is not supported");
            }
        }
        if (!hasText)
            throw part.WrongEntry("single", "has no place for the text, which is not supported");
        Before.InsertRange(0, before);
        Behind.AddRange(behind);
    }
}
