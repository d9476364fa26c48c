using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Syntax.Printing;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>Reads <c>direction</c> entries: sums and differences of rows and of means of rows.</summary>
internal sealed class DirectionReader(FileContext file)
{
    private const string Example = "3 - mean(others)";

    /// <summary>The entries that can be read, each with a name of its own.</summary>
    public IReadOnlyList<DirectionDraft> Read(IEnumerable<EntrySyntax> entries)
    {
        var drafts = new List<DirectionDraft>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Block is not null)
                file.Diagnostics.ReportEntryWithBlock(entry.Key.Span, entry.Key.Text);
            if (entry.Value is null)
                file.Diagnostics.ReportEntryWithoutValue(entry.Key.Span, entry.Key.Text, Example);
            if (entry.Value is null || Terms(entry.Value) is not { } terms)
                continue;

            var name = entry.Label?.Text ?? CanonicalExpression.Print(entry.Value);
            if (lines.TryGetValue(name, out var line))
                file.Diagnostics.ReportDuplicateEntry(entry.Label?.Span ?? entry.Value.Span, $"{entry.Key} {name}", line);
            else
                drafts.Add(new DirectionDraft(name, entry.Label is not null, terms, entry.Value.Span));
            lines[name] = line == 0 ? file.LineOf(entry.Span) : line;
        }

        return drafts;
    }

    private List<DirectionTerm>? Terms(ValueSyntax value)
    {
        var terms = new List<DirectionTerm>();
        return Add(value, 1, terms) ? terms : null;
    }

    // A chain of + and −, parentheses opened; nesting is bounded by the parser.
    private bool Add(ValueSyntax value, int sign, List<DirectionTerm> terms)
    {
        switch (value)
        {
            case ArithmeticSyntax sum when sum.Rest.All(operation => operation.Operator is ArithmeticOperator.Add or ArithmeticOperator.Subtract):
                return Add(sum.First, sign, terms)
                    && sum.Rest.All(operation => Add(operation.Operand, operation.Operator == ArithmeticOperator.Add ? sign : -sign, terms));

            case CallSyntax { Name.Text: "mean", Arguments: [{ Name: null, Value: PathSyntax { SingleName: "others" } }] }:
                terms.Add(new DirectionTerm(sign, [], IsOthers: true, value.Span));
                return true;

            case CallSyntax { Name.Text: "mean", Arguments.Count: > 0 } mean when mean.Arguments.All(argument => argument.Name is null && IsRow(argument.Value)):
                terms.Add(new DirectionTerm(sign, [.. mean.Arguments.Select(argument => RowOf(argument.Value))], IsOthers: false, value.Span));
                return AreDifferent(terms[terms.Count - 1]);

            case NumberSyntax or QuotedSyntax when IsRow(value):
                terms.Add(new DirectionTerm(sign, [RowOf(value)], IsOthers: false, value.Span));
                return true;

            default:
                file.Diagnostics.ReportMalformedDirection(value.Span, file.Excerpt(value.Span));
                return false;
        }
    }

    private bool AreDifferent(DirectionTerm mean)
    {
        var seen = new HashSet<DirectionItem>();
        foreach (var (item, span) in mean.Items)
        {
            if (seen.Add(item))
                continue;
            file.Diagnostics.ReportRepeatedRow(span, file.Excerpt(span));
            return false;
        }

        return true;
    }

    private static bool IsRow(ValueSyntax value) => value is NumberSyntax { Integer: >= 0 } or QuotedSyntax { Text.Length: > 0 };

    private static (DirectionItem Item, TextSpan Span) RowOf(ValueSyntax value) =>
        (value is QuotedSyntax quoted ? DirectionItem.Of(quoted.Text) : new DirectionItem(((NumberSyntax)value).Integer!.Value), value.Span);
}
