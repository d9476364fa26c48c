using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>An explanation of a text, as far as it is shown: the leading terms, and the sum of the others of each kind.</summary>
internal sealed class ShownText(TextExplanation explanation, VectorReader reader, int count)
{
    private const int SourcesOfHead = 3;

    public TextExplanation Explanation { get; } = explanation;

    public VectorReader Reader { get; } = reader;

    public TokenNames Names => Reader.Names;

    /// <summary>The terms through all layers; null where it was not asked for.</summary>
    public StreamTree? Tree { get; init; }

    /// <summary>The leading terms.</summary>
    public IReadOnlyList<LogitTerm> LeadingTerms { get; } = [.. explanation.Terms.Take(count)];

    /// <summary>The other terms, by kind.</summary>
    public IEnumerable<IGrouping<LogitTermKind, LogitTerm>> Others => Explanation.Terms.Skip(LeadingTerms.Count).GroupBy(term => term.Kind).OrderBy(kind => kind.Key);

    /// <summary>The positions that a head reads most from, the largest part first.</summary>
    public static IEnumerable<LogitSource> SourcesOf(LogitTerm term) => term.Sources.OrderByDescending(source => Math.Abs(source.Value)).Take(SourcesOfHead);

    /// <summary>An eigenvector in tokens, with the sign that it has at this position.</summary>
    public IReadOnlyList<TokenReading> ReadingsOf(LogitTerm term) => term.Kind == LogitTermKind.Eigenvector ? Reader.Read(term.Branch, term.Vector, term.Projection) : [];
}
