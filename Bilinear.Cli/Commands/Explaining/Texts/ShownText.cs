using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>An explanation of a text, as far as it is shown: the leading terms, and the sum of the others of each kind.</summary>
internal sealed class ShownText(TextExplanation explanation, StreamAnalysis analysis, TokenNames names, int count)
{
    private const int TokensOfVector = 4;
    private const int SourcesOfHead = 3;

    public TextExplanation Explanation { get; } = explanation;

    public TokenNames Names { get; } = names;

    /// <summary>The leading terms.</summary>
    public IReadOnlyList<LogitTerm> Leading { get; } = [.. explanation.Terms.Take(count)];

    /// <summary>The other terms, by kind.</summary>
    public IEnumerable<IGrouping<LogitTermKind, LogitTerm>> Others => Explanation.Terms.Skip(Leading.Count).GroupBy(term => term.Kind).OrderBy(kind => kind.Key);

    /// <summary>The positions that a head reads most from, the largest part first.</summary>
    public static IEnumerable<LogitSource> SourcesOf(LogitTerm term) => term.Sources.OrderByDescending(source => Math.Abs(source.Value)).Take(SourcesOfHead);

    /// <summary>An eigenvector in tokens, with the sign that it has at this position.</summary>
    public IReadOnlyList<TokenReading> ReadingsOf(LogitTerm term)
    {
        if (term.Kind != LogitTermKind.Eigenvector)
            return [];
        var branch = analysis.Stream.Branches.Index().Single(item => item.Item.Name == term.Branch).Index;
        var sign = term.Projection < 0 ? -1 : 1;
        return analysis.ReadTokens(branch, [.. term.Vector.Select(value => sign * value)], TokensOfVector);
    }
}
