namespace Bilinear.Training;

/// <summary>Looks after texts that stand one after the other, for the types that a model of texts has.</summary>
public static class TextRows
{
    /// <summary>Checks texts of tokens.</summary>
    /// <param name="tokens">The tokens, text after text.</param>
    /// <param name="lengths">The number of tokens of each text.</param>
    /// <exception cref="ArgumentException">The lengths are not those of the texts, a text is empty or longer than the context, or a token is not one of the vocabulary.</exception>
    public static void Check(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, int vocabulary, int context)
    {
        if (lengths.IndexOfAnyExceptInRange(1, context) is >= 0 and var text)
            throw new ArgumentException($"Text {text} has {lengths[text]} tokens, and a text of this model has from 1 to {context}.", nameof(lengths));
        Check(tokens.Length, lengths, 1);
        if (tokens.IndexOfAnyExceptInRange(0, vocabulary - 1) is >= 0 and var wrong)
            throw new ArgumentException($"Token {tokens[wrong]} at {wrong} is not one of the vocabulary, 0 … {vocabulary - 1}: it is of another tokenizer.", nameof(tokens));
    }

    /// <summary>Checks that values are those of texts of these lengths.</summary>
    /// <param name="values">The number of values.</param>
    /// <param name="size">The number of values of each position.</param>
    /// <exception cref="ArgumentException">They are not as many.</exception>
    public static void Check(int values, ReadOnlySpan<int> lengths, int size)
    {
        if (Positions(lengths) * size != values)
            throw new ArgumentException($"The texts have {Positions(lengths)} positions together, of {size} values each, and {values} values were given.", nameof(values));
    }

    /// <summary>Gives the values of one text.</summary>
    /// <param name="size">The number of values of each position.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such text.</exception>
    public static ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> lengths, int text, int size)
    {
        if ((uint)text >= (uint)lengths.Length)
            throw new ArgumentOutOfRangeException(nameof(text), text, $"There are the texts 0 … {lengths.Length - 1}.");
        return values.Slice((int)Positions(lengths[..text]) * size, lengths[text] * size);
    }

    private static long Positions(ReadOnlySpan<int> lengths)
    {
        var sum = 0L;
        foreach (var length in lengths)
            sum += length;
        return sum;
    }
}
