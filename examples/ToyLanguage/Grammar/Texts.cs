using Bilinear.Kernels;

namespace Examples.ToyLanguage.Grammar;

/// <summary>Texts of a language. Each is a function of the seed, its part and its number alone, so none depends on how many others there are.</summary>
internal sealed class Texts(Language language, ulong seed)
{
    /// <summary>So many words, and the token before them, fill the model's context.</summary>
    public const int Length = 63;

    /// <summary>The words of a text, as tokens.</summary>
    public int[] Text(TextPart part, int number)
    {
        var text = new int[Length];
        var past = language.Begin();
        for (var place = 0; place < Length; place++)
        {
            var random = Philox.Uniform(Philox.Block(seed, (uint)place, (uint)number, (uint)part, 0).A);
            text[place] = Choose(language.Next(past), random);
            past = language.Continue(past, text[place]);
        }

        return text;
    }

    private static int Choose(double[] probabilities, double random)
    {
        var chosen = 0;
        for (var token = 0; token < probabilities.Length && random >= 0; token++)
        {
            if (probabilities[token] == 0)
                continue;
            chosen = token;
            random -= probabilities[token];
        }

        return chosen;
    }
}
