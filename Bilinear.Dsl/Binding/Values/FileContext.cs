using System.Text;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;
using Bilinear.Text;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>What every part of the binder needs to know of the file.</summary>
internal sealed class FileContext
{
    private const int LongestExcerpt = 80;

    private readonly SourceText _text;

    public FileContext(SourceText text, DiagnosticBag diagnostics)
    {
        _text = text;
        Diagnostics = diagnostics;
        Budget = new FileBudget(diagnostics);
        Sizes = new SizeEvaluator(this);
        Values = new ValueReader(this);
        Arguments = new ArgumentBinder(this);
        Types = new TypeBinder(this);
    }

    public DiagnosticBag Diagnostics { get; }

    public NameSuggestion Names { get; } = new();

    public SizeEvaluator Sizes { get; }

    public ValueReader Values { get; }

    public ArgumentBinder Arguments { get; }

    public TypeBinder Types { get; }

    public Dictionary<string, BlockSymbol> Blocks { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of all models and instances.</summary>
    public HashSet<string> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>Blocks that could not be read to their end; nothing is said about how they are used.</summary>
    public HashSet<string> UnreadableBlocks { get; } = new(StringComparer.Ordinal);

    public FileBudget Budget { get; }

    /// <summary>The text of a span on one line, without comments, as much of it as a message shows.</summary>
    public string Excerpt(TextSpan span)
    {
        var excerpt = new StringBuilder();
        for (var i = span.Start; i < span.End && excerpt.Length < LongestExcerpt; i++)
        {
            i = AfterComment(i, span.End);
            if (i == span.End)
                break;
            if (!char.IsWhiteSpace(_text.Text[i]))
                excerpt.Append(_text.Text[i]);
            else if (excerpt.Length > 0 && excerpt[excerpt.Length - 1] != ' ')
                excerpt.Append(' ');
        }

        return ForeignText.Clean(excerpt.ToString().TrimEnd());
    }

    /// <summary>A place, or the end of the line where a comment begins there; there are no texts in quotes that could hold its marks.</summary>
    private int AfterComment(int at, int end)
    {
        if (at + 1 >= end || _text.Text[at] != '/' || _text.Text[at + 1] != '/')
            return at;
        while (at < end && _text.Text[at] is not ('\n' or '\r'))
            at++;
        return at;
    }

    /// <summary>A part of an expression with the parentheses at its ends; they leave no node, so the spans of nodes are without them.</summary>
    public TextSpan WithParentheses(TextSpan span)
    {
        var (start, end, open, missing) = (span.Start, span.End, 0, 0);
        for (var i = AfterComment(start, end); i < end; i = AfterComment(i + 1, end))
        {
            open += _text.Text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            missing = Math.Max(missing, -open);
        }

        for (open += missing; open > 0 && end < _text.Text.Length && (_text.Text[end] is ' ' or '\t' or ')'); end++)
            open -= _text.Text[end] == ')' ? 1 : 0;
        for (; missing > 0 && start > 0 && (_text.Text[start - 1] is ' ' or '\t' or '('); start--)
            missing -= _text.Text[start - 1] == '(' ? 1 : 0;
        return TextSpan.FromBounds(start, end);
    }

    /// <summary>The line on which a span begins, counted from one.</summary>
    public int LineOf(TextSpan span) => _text.PositionOf(span.Start).Line + 1;
}
