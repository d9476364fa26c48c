using Bilinear.Training;
using Examples.ToyLanguage.Grammar;

namespace Examples.ToyLanguage.Reading;

/// <summary>What a model says of the next words of some texts, beside what the rules say. Everything is in nats a word, a mean over places.</summary>
/// <param name="Model">The model's loss: −ln of the probability that it gives the word that comes.</param>
/// <param name="Rules">The same of the rules: the loss of a model that knows them.</param>
/// <param name="Divergence">Σ p ln(p/q) over all next words, with p from the rules and q from the model: what the model lacks, without the chance of which word came.</param>
/// <param name="Kinds">The divergence behind each kind of word, and how many places there are of it.</param>
internal sealed record Losses(double Model, double Rules, double Divergence, IReadOnlyList<(string Behind, int Places, double Entropy, double Divergence)> Kinds)
{
    public static Losses Of(Language language, ModelWeights weights, IReadOnlyList<int[]> texts)
    {
        using var reader = weights.OpenInference(batch: 1);
        var (model, rules) = (0.0, 0.0);
        var gaps = new List<(string Behind, double Entropy, double Divergence)>();
        foreach (var text in texts)
        {
            int[] tokens = [language.Begin().Last, .. text];
            var logits = new float[tokens.Length * language.Words.Count];
            reader.Forward(tokens, [tokens.Length], [logits]);
            foreach (var place in Place.Of(language, text).Take(text.Length))
            {
                var (next, word) = (language.Next(place.Past), text[place.Position]);
                var logModel = LogSoftmax(logits.AsSpan(place.Position * next.Length, next.Length));
                model -= logModel[word];
                rules -= Math.Log(next[word]);
                gaps.Add((Behind(language, place.Past), Entropy.Of(next), next.Select((p, token) => p > 0 ? p * (Math.Log(p) - logModel[token]) : 0).Sum()));
            }
        }

        return new Losses(
            model / gaps.Count,
            rules / gaps.Count,
            gaps.Average(gap => gap.Divergence),
            [.. gaps.GroupBy(gap => gap.Behind).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Count(), group.Average(gap => gap.Entropy), group.Average(gap => gap.Divergence)))]);
    }

    private static string Behind(Language language, Past past) => language.Words[past.Last] switch
    {
        { Kind: WordKind.First } => "the first of a pair",
        { Kind: WordKind.Query } when past.Topic is not null => "a query, the topic known",
        { Kind: WordKind.Name } name => past.Colours[name.Index] is null ? "a new name" : "a name again",
        _ => "a word without a rule",
    };

    private static double[] LogSoftmax(ReadOnlySpan<float> logits)
    {
        double[] log = [.. logits.ToArray().Select(logit => (double)logit)];
        var largest = log.Max();
        var all = largest + Math.Log(log.Sum(logit => Math.Exp(logit - largest)));
        return [.. log.Select(logit => logit - all)];
    }
}
