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

    /// <summary>How many terms are not shown, and their sum.</summary>
    public (int Count, double Sum) Others(ExplainedOutput part)
    {
        var shown = Of(part);
        return (part.Terms.Count + part.RestCount - shown.Count, part.Terms.Except(shown).Sum(term => term.Value) + part.Rest);
    }
}
