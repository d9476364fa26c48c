using Bilinear.Spectral;

namespace Examples.ToyLanguage.Reading;

/// <summary>What one head of an attention does where a rule holds, a mean over places.</summary>
/// <param name="Attention">How much of its attention is on the positions that the rule is about.</param>
/// <param name="Value">What it adds to the logits' difference itself.</param>
/// <param name="FromSources">The part of that which it reads from the positions that the rule is about.</param>
/// <param name="Change">How the difference changes if the head is taken out at this place, and all later layers see that.</param>
internal sealed record HeadUse(string Branch, int Head, double Attention, double Value, double FromSources, double Change)
{
    /// <param name="cases">Where the rule holds, which difference of logits it decides, and which positions it is about.</param>
    /// <returns>The heads, and the difference of logits that they are a part of.</returns>
    public static (IReadOnlyList<HeadUse> Heads, double Difference) Of(StreamAnalysis analysis, IReadOnlyList<RuleCase> cases)
    {
        var explained = cases.Select(each => (Explanation: analysis.Explain(each.Place.Tokens, each.Place.Position, each.Direction, checks: int.MaxValue), each.Sources)).ToList();
        var terms = explained.SelectMany(each => each.Explanation.Terms.Where(term => term.Kind == LogitTermKind.AttentionHead).Select(term => (Term: term, each.Sources)));
        return ([.. terms.GroupBy(pair => (pair.Term.Branch, pair.Term.Index)).OrderBy(group => group.Key).Select(Mean)], explained.Average(each => each.Explanation.Value));
    }

    private static HeadUse Mean(IGrouping<(string Branch, int Head), (LogitTerm Term, IReadOnlySet<int> Sources)> head)
    {
        return new HeadUse(
            head.Key.Branch,
            head.Key.Head,
            head.Average(pair => FromSources(pair).Sum(source => source.Weight)),
            head.Average(pair => pair.Term.Value),
            head.Average(pair => FromSources(pair).Sum(source => source.Value)),
            head.Average(pair => pair.Term.Change!.Value));

        static IEnumerable<LogitSource> FromSources((LogitTerm Term, IReadOnlySet<int> Sources) pair) => pair.Term.Sources.Where(source => pair.Sources.Contains(source.Position));
    }
}
