using Bilinear.Spectral;
using Examples.ToyLanguage.Grammar;

namespace Examples.ToyLanguage.Reading;

/// <summary>A rule a → b, and to which tokens' positions the decomposition gives the largest logit of b.</summary>
/// <param name="Rank">The rank of a among all tokens that the texts have, by what embedding path and layers add to the logit of b where the token stands; 1 is the largest.</param>
/// <param name="CentredRank">The same of the logit of b less the mean of all logits.</param>
/// <param name="First">a, and what its position gives to the logit of b.</param>
/// <param name="Best">The token that comes first among the others.</param>
internal sealed record Bigram(int Rank, int CentredRank, BigramPart First, BigramPart Best, string Second)
{
    /// <summary>A rule is found if its first word is among so many tokens.</summary>
    public const int Tokens = 3;

    public bool IsFound => Rank <= Tokens;

    /// <param name="places">At each a token, of every token the same number as far as there are.</param>
    public static IReadOnlyList<Bigram> Of(Language language, StreamAnalysis analysis, IReadOnlyList<Place> places)
    {
        var count = language.Words.Count;
        var mean = Parts(Direction.Of("the mean", count, 1.0 / count));
        return [.. language.Rules.Pairs.Select((_, pair) => Find(pair))];

        Bigram Find(int pair)
        {
            var second = language.Second(pair);
            var parts = Parts(Direction.Of(language.Words[second].Text, count, 0, (second, 1)));
            var centred = parts.Zip(mean, (part, all) => part with { Embedding = part.Embedding - all.Embedding, Layers = part.Layers - all.Layers }).ToList();
            var first = parts.Single(part => part.Token == language.Token(WordKind.First, pair));
            return new Bigram(RankOf(parts), RankOf(centred), first, parts.Where(part => part != first).MaxBy(part => part.Sum)!, language.Words[second].Text);

            int RankOf(List<BigramPart> all) => 1 + all.Count(part => part.Sum > all.Single(own => own.Token == first.Token).Sum);
        }

        List<BigramPart> Parts(Direction direction) =>
            [.. places.GroupBy(place => place.Past.Last).Select(group => BigramPart.Of(group.Key, [.. group.Select(place => analysis.Explain(place.Tokens, place.Position, direction))]))];
    }
}
