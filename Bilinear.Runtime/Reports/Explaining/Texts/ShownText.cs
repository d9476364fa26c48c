using System.Globalization;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Reports.Explaining.Texts;

/// <summary>An explanation of a text, as far as it is shown: the leading terms, and the sum of the others of each kind.</summary>
internal sealed class ShownText(TextExplanation explanation, StreamAnalysis analysis, TokenTexts tokens, int count)
{
    private const int SourcesOfHead = 3;

    private readonly Lazy<double> _size = new(() => explanation.Terms.Sum(term => Math.Abs(term.Value)));

    public TextExplanation Explanation { get; } = explanation;

    public StreamAnalysis Analysis { get; } = analysis;

    public TokenTexts Tokens { get; } = tokens;

    /// <summary>The leading terms.</summary>
    public IReadOnlyList<LogitTerm> Leading { get; } = [.. explanation.Terms.Take(count)];

    /// <summary>The other terms, by kind.</summary>
    public IEnumerable<IGrouping<LogitTermKind, LogitTerm>> Others => Explanation.Terms.Skip(Leading.Count).GroupBy(term => term.Kind).OrderBy(kind => kind.Key);

    /// <summary>Whether one logit is explained, and no difference of several.</summary>
    public bool IsOneLogit => Explanation.Direction.Coefficients.Count(value => value != 0) == 1;

    /// <summary>The token at the position.</summary>
    public int Token => Explanation.Tokens[Explanation.Position];

    /// <summary>The size of a term over that of all terms.</summary>
    public double ShareOf(double size) => _size.Value == 0 ? 0 : size / _size.Value;

    /// <summary>The positions that a head reads most from, the largest part first.</summary>
    public static IEnumerable<LogitSource> SourcesOf(LogitTerm term) => term.Sources.OrderByDescending(source => Math.Abs(source.Value)).Take(SourcesOfHead);

    /// <summary>An eigenvector in tokens, with the sign that it has at this position.</summary>
    public IReadOnlyList<TokenReading> ReadingsOf(LogitTerm term) => term.Kind == LogitTermKind.Eigenvector ? VectorReadings.Of(Analysis, term.Place, term.Vector, term.Projection) : [];

    public static string NameOf(LogitTerm term) => NameOf(term.Kind, term.Branch, term.Index);

    /// <summary>A term by its layer, and by its number there.</summary>
    public static string NameOf(LogitTermKind kind, string branch, int number) => kind switch
    {
        LogitTermKind.Embedding => "embedding",
        LogitTermKind.AttentionHead => string.Create(CultureInfo.InvariantCulture, $"{branch} head {number}"),
        LogitTermKind.Eigenvector => string.Create(CultureInfo.InvariantCulture, $"{branch} pair {number}"),
        LogitTermKind.Linear => $"{branch} linear part",
        LogitTermKind.GatedLayer => branch,
        LogitTermKind.Bias => branch.Length > 0 ? $"{branch} biases" : "biases of the values",
        _ => "bias of the head",
    };

    /// <summary>What several other terms of one kind are called together; a single one has its own name.</summary>
    public static string NameOf(IGrouping<LogitTermKind, LogitTerm> others) => others.Count() == 1 ? NameOf(others.First()) : $"{Figures.Count(others.Count())} other {Several(others.Key)}";

    private static string Several(LogitTermKind kind) => kind switch
    {
        LogitTermKind.AttentionHead => "heads",
        LogitTermKind.Eigenvector => "eigenvectors",
        LogitTermKind.Linear => "linear parts",
        LogitTermKind.GatedLayer => "gated layers",
        _ => "biases",
    };
}
