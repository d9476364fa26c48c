using Examples.ToyLanguage.Grammar;

namespace Examples.ToyLanguage.Reading;

/// <summary>A place in a text, with the tokens up to it.</summary>
/// <param name="Tokens">The token before the text, and the words up to the place.</param>
/// <param name="Past">What matters of them to the rules.</param>
internal sealed record Place(int[] Tokens, Past Past)
{
    public int Position => Tokens.Length - 1;

    /// <summary>All places of a text, that before its first word too.</summary>
    public static IEnumerable<Place> Of(Language language, int[] text)
    {
        var past = language.Begin();
        int[] tokens = [past.Last, .. text];
        for (var position = 0; position < tokens.Length; position++)
        {
            if (position > 0)
                past = language.Continue(past, tokens[position]);
            yield return new Place(tokens[..(position + 1)], past);
        }
    }
}
