using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Explaining;

/// <summary>What of an explanation is shown, in whatever form.</summary>
/// <param name="Top">How many of its parts at most, from the first.</param>
/// <param name="Keep">How many terms of each sign.</param>
internal sealed record ShownTerms(Explanation Explanation, int Top, int Keep)
{
    public IEnumerable<ExplainedOutput> Parts => Explanation.Parts.Take(Top);

    /// <summary>The leading terms for an output, then those against it.</summary>
    public IReadOnlyList<ExplainedTerm> Of(ExplainedOutput part) => [.. part.Leading(Keep, isPositive: true), .. part.Leading(Keep, isPositive: false)];

    /// <summary>The terms of one sign that are not shown: how many, their sum, and its share.</summary>
    public (int Count, double Sum, double Share) Others(ExplainedOutput part, bool isPositive) => part.Others(Keep, isPositive);
}
