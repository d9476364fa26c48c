using Bilinear.Data.Text.Json;

namespace Bilinear.Data.Text.Normalizing;

/// <summary>
/// Knows how many times longer the steps of a tokenizer can make a text: each a few times is more than any memory after forty steps, and a
/// file is refused for it before a text is read.
/// </summary>
internal sealed class Growth
{
    /// <summary>The most times that are allowed. The steps of tokenizers in use put one character in the place of another, or one before the text.</summary>
    private const long Most = 256;

    private long _times = 1;

    /// <param name="part">The step.</param>
    /// <param name="before">The characters that it replaces.</param>
    /// <param name="after">The characters that it puts in their place.</param>
    /// <exception cref="TextFileException">The steps make a text too long.</exception>
    public void Add(JsonPart part, int before, int after)
    {
        _times *= Math.Max(1, ((long)after + before - 1) / before);
        if (_times > Most)
            throw part.Wrong($"can make a text, with the steps before it, {_times} times longer, which is not supported; up to {Most} times is");
    }
}
