using Bilinear.Dsl.Text;
using Bilinear.Text;

namespace Bilinear.Cli.Output;

/// <summary>The line of a mistake, cut in three, and its number; of a long line what stands around the mistake.</summary>
/// <param name="Wrong">What the carets stand under; at least one column wide.</param>
internal sealed record Excerpt(int Line, string Before, string Wrong, string After)
{
    /// <summary>The most characters that each of the three parts has.</summary>
    private const int Longest = 60;

    public static Excerpt Of(SourceText source, TextSpan span)
    {
        var place = source.PositionOf(span.Start);
        var line = source.LineSpan(place.Line);
        var start = Math.Min(span.Start, line.End);
        var end = Math.Min(span.End, line.End);         // a span over several lines shows its first
        return new Excerpt(
            place.Line + 1,
            Part(line.Start, start, atEnd: true),
            end > start ? Part(start, end, atEnd: false) : " ",     // something is missing at the line's end
            Part(Math.Max(start, end), line.End, atEnd: false));

        // Its first characters, or its last. A line of another's file can hold what a terminal would obey.
        string Part(int from, int to, bool atEnd)
        {
            if (to - from <= Longest)
                return Clean(from, to);
            return atEnd ? "…" + Clean(to - Longest, to) : Clean(from, from + Longest) + "…";
        }

        string Clean(int from, int to) => ForeignText.Clean(source.Text[from..to].Replace('\t', ' '));
    }
}
