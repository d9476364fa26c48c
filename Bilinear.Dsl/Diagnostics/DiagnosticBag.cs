using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Diagnostics;

/// <summary>
/// Gathers the mistakes of one file. <see cref="DiagnosticRules"/> words each message, in one method; so a caller names the
/// mistake and its place, and nothing else.
/// </summary>
public sealed class DiagnosticBag
{
    /// <summary>The mistakes of one file that are worded; of the others only the number is kept. Who has that many mends these first.</summary>
    public const int MostMistakes = 100;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(DiagnosticRule, TextSpan)> _places = [];
    private int _more;

    public int Count => _diagnostics.Count + _more;

    /// <summary>The mistakes in the order of the file; at one place, in the order of reporting. The last says how many more there are.</summary>
    public IReadOnlyList<Diagnostic> InOrder()
    {
        List<Diagnostic> all = [.. _diagnostics.OrderBy(diagnostic => diagnostic.Span.Start)];
        if (_more > 0)
            all.Add(DiagnosticRules.MoreMistakes(all[all.Count - 1].Span, _more));
        return all;
    }

    /// <summary>Takes over what another bag has gathered.</summary>
    public void AddAll(DiagnosticBag other)
    {
        foreach (var diagnostic in other._diagnostics)
            Add(diagnostic.Rule, diagnostic.Span, diagnostic.Message);
        _more += other._more;
    }

    /// <summary>One mistake has one place: a block that is wrong at each of its uses is wrong once, and the first message stays.</summary>
    internal void Add(DiagnosticRule rule, TextSpan span, string message)
    {
        if (IsWanted(rule, span))
            _diagnostics.Add(new Diagnostic(rule, span, message));
    }

    /// <summary>The same, with a message that is only put together where it is wanted.</summary>
    internal void Add(DiagnosticRule rule, TextSpan span, [InterpolatedStringHandlerArgument("", nameof(rule), nameof(span))] MessageText message)
    {
        if (message.IsWanted)
            _diagnostics.Add(new Diagnostic(rule, span, message.ToString()));
    }

    private bool IsWanted(DiagnosticRule rule, TextSpan span)
    {
        if (_diagnostics.Count < MostMistakes)
            return _places.Add((rule, span));
        if (!_places.Contains((rule, span)))
            _more++;
        return false;
    }

    /// <summary>An interpolated string that asks first whether anyone wants it: a file can have millions of mistakes.</summary>
    [InterpolatedStringHandler]
    internal readonly struct MessageText
    {
        private readonly StringBuilder? _text;

        public MessageText(int literals, int holes, DiagnosticBag bag, DiagnosticRule rule, TextSpan span, out bool isWanted)
        {
            isWanted = bag.IsWanted(rule, span);
            _text = isWanted ? new StringBuilder(literals + (16 * holes)) : null;
        }

        public bool IsWanted => _text is not null;

        public void AppendLiteral(string text) => _text!.Append(text);

        public void AppendFormatted(string? text) => _text!.Append(text);

        public void AppendFormatted(IFormattable value) => _text!.Append(value.ToString(null, CultureInfo.InvariantCulture));

        public void AppendFormatted(object value) => _text!.Append(value);

        public override string ToString() => _text!.ToString();
    }
}
