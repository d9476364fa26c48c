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
    /// <param name="layer">The layer whose rows are meant; null for the logits of a model of texts, where tokens may be named by their texts.</param>
    public DirectionSpec? Bind(string? layer, long outputs, FileContext file)
    {
        var rows = layer ?? "the output";
        var named = new SortedDictionary<DirectionItem, double>();
        foreach (var (item, span) in Terms.SelectMany(term => term.Items))
        {
            if (item.Token is not null && layer is not null)
            {
                file.Diagnostics.ReportTokenOfRows(span, file.Excerpt(span), layer);
                return null;
            }

            if (item.Token is null && item.Row >= outputs)
            {
                file.Diagnostics.ReportNoSuchRow(span, rows, item.Row, outputs);
                return null;
            }

            named[item] = 0;
        }

        // u = Σ over terms of ± the mean of their rows
        var others = 0.0;
        foreach (var term in Terms)
        {
            var count = term.IsOthers ? outputs - named.Count : term.Items.Count;
            if (count == 0)
            {
                file.Diagnostics.ReportNoOthers(term.Span, rows, outputs);
                return null;
            }

            if (term.IsOthers)
                others += (double)term.Sign / count;
            foreach (var (item, _) in term.Items)
                named[item] += (double)term.Sign / count;
        }

        if (Math.Abs(others) < Nothing && named.Values.All(coefficient => Math.Abs(coefficient) < Nothing))
        {
            file.Diagnostics.ReportZeroDirection(Span, Name);
            return null;
        }

        return new DirectionSpec(Name, IsLabelled, [.. named.Select(row => new DirectionRow((int)row.Key.Row, row.Value, row.Key.Token))], others, Span);
    }
}

/// <summary>± the mean of some rows; a row alone is the mean of one.</summary>
/// <param name="IsOthers">The mean of all rows that the direction does not name; then there are no <paramref name="Items"/>.</param>
internal sealed record DirectionTerm(int Sign, IReadOnlyList<(DirectionItem Item, TextSpan Span)> Items, bool IsOthers, TextSpan Span);

/// <summary>A row, by its number or by the text of a token, whose number is −1 here: only the tokenizer knows it.</summary>
internal readonly record struct DirectionItem(long Row, string? Token = null) : IComparable<DirectionItem>
{
    public static DirectionItem Of(string token) => new(-1, token);

    public int CompareTo(DirectionItem other) => Row != other.Row ? Row.CompareTo(other.Row) : string.CompareOrdinal(Token, other.Token);
}
