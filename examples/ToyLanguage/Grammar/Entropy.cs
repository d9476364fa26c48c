namespace Examples.ToyLanguage.Grammar;

/// <summary>
/// The entropy of a language, exactly: the mean over the places of a text, and over all beginnings by their probability, of −Σ p ln p of the next word.
/// Beginnings that differ only in which name, colour, topic, pair or query it is are equally probable, and so are their continuations. They are counted together: a few dozen at each
/// place are left of them, and no text is drawn.
/// </summary>
internal static class Entropy
{
    /// <summary>The entropy in nats a word, of texts of so many words.</summary>
    public static double Of(Language language, int length)
    {
        var sum = 0.0;
        var beginnings = new Dictionary<string, (Past Past, double Probability)> { [""] = (language.Begin(), 1) };
        for (var place = 0; place < length; place++)
        {
            var longer = new Dictionary<string, (Past Past, double Probability)>();
            foreach (var (past, probability) in beginnings.Values)
            {
                var next = language.Next(past);
                sum += probability * Of(next);
                for (var token = 0; token < next.Length; token++)
                {
                    if (next[token] > 0)
                        Add(longer, Representative(language, language.Continue(past, token)), probability * next[token]);
                }
            }

            beginnings = longer;
        }

        return sum / length;
    }

    /// <summary>−Σ p ln p.</summary>
    public static double Of(IEnumerable<double> probabilities) => probabilities.Where(p => p > 0).Sum(p => p * Math.Log(1 / p));

    private static void Add(Dictionary<string, (Past Past, double Probability)> beginnings, Past past, double probability)
    {
        var key = $"{past.Last} {past.Topic} {string.Join(' ', past.Colours)}";
        beginnings[key] = (past, beginnings.GetValueOrDefault(key).Probability + probability);
    }

    // The first names are those that have a colour, which is the first one; any other word is the first of its kind.
    private static Past Representative(Language language, Past past)
    {
        var last = language.Words[past.Last];
        var coloured = past.Colours.Count(colour => colour is not null);
        var isNew = last.Kind == WordKind.Name && past.Colours[last.Index] is null;
        return new Past(
            language.Token(last.Kind, isNew ? coloured : 0),
            past.Topic is null ? null : 0,
            [.. past.Colours.Select((_, name) => name < coloured ? 0 : (int?)null)]);
    }
}
