using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>A <c>direction</c> as it is written, before the layer and so the number of its rows is known.</summary>
internal sealed record DirectionDraft(string Name, bool IsLabelled, IReadOnlyList<DirectionTerm> Terms, TextSpan Span)
{
    // Coefficients are sums of a few fractions, so what is this small is nothing.
    private const double Nothing = 1e-12;

    /// <summary>The direction among <paramref name="outputs"/> rows; null after a diagnostic.</summary>
    public DirectionSpec? Bind(string layer, long outputs, FileContext file)
    {
        var named = new SortedDictionary<long, double>();
        foreach (var (row, span) in Terms.SelectMany(term => term.Rows))
        {
            if (row >= outputs)
            {
                file.Diagnostics.ReportNoSuchRow(span, layer, row, outputs);
                return null;
            }

            named[row] = 0;
        }

        // u = Σ over terms of ± the mean of their rows
        var others = 0.0;
        foreach (var term in Terms)
        {
            var count = term.IsOthers ? outputs - named.Count : term.Rows.Count;
            if (count == 0)
            {
                file.Diagnostics.ReportNoOthers(term.Span, layer, outputs);
                return null;
            }

            if (term.IsOthers)
                others += (double)term.Sign / count;
            foreach (var (row, _) in term.Rows)
                named[row] += (double)term.Sign / count;
        }

        if (Math.Abs(others) < Nothing && named.Values.All(coefficient => Math.Abs(coefficient) < Nothing))
        {
            file.Diagnostics.ReportZeroDirection(Span, Name);
            return null;
        }

        return new DirectionSpec(Name, IsLabelled, [.. named.Select(row => new DirectionRow((int)row.Key, row.Value))], others, Span);
    }
}

/// <summary>± the mean of some rows; a row alone is the mean of one.</summary>
/// <param name="IsOthers">The mean of all rows that the direction does not name; then there are no <paramref name="Rows"/>.</param>
internal sealed record DirectionTerm(int Sign, IReadOnlyList<(long Row, TextSpan Span)> Rows, bool IsOthers, TextSpan Span);
