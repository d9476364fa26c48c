using Bilinear.Spectral;

namespace Bilinear.Reports.Texts;

/// <summary>A model has many heads, and a vector is read through each: those that say most are shown.</summary>
internal static class LeadingMaps
{
    private const int ShownHeads = 2;

    /// <summary>All that is no head, and the heads that are largest, in their order.</summary>
    public static IEnumerable<T> Of<T>(IReadOnlyList<T> all, Func<T, TokenMap> map, Func<T, double> size)
    {
        var heads = all.Where(each => map(each) == TokenMap.AttentionHead).OrderByDescending(size).Take(ShownHeads).ToHashSet();
        return all.Where(each => map(each) != TokenMap.AttentionHead || heads.Contains(each));
    }

    /// <summary>The readings of a vector.</summary>
    public static IEnumerable<TokenReading> Of(IReadOnlyList<TokenReading> readings) =>
        Of(readings, reading => reading.Map, reading => reading.Top.Concat(reading.Bottom).Max(token => Math.Abs(token.Weight)));

    /// <summary><c>embedding</c>, <c>stack.0.attend head 2</c>, <c>unembedding</c></summary>
    public static string NameOf(TokenMap map, string branch, int head) => map switch
    {
        TokenMap.Embedding => "embedding",
        TokenMap.AttentionHead => $"{branch} head {head}",
        _ => "unembedding",
    };
}
