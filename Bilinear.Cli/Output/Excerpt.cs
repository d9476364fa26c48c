using Bilinear.Dsl.Text;

namespace Bilinear.Cli.Output;

/// <summary>The line of a mistake, cut in three, and its number.</summary>
/// <param name="Wrong">What the carets stand under; at least one column wide.</param>
internal sealed record Excerpt(int Line, string Before, string Wrong, string After)
{
    public static Excerpt Of(SourceText source, TextSpan span)
    {
        var place = source.PositionOf(span.Start);
        var text = source.Line(place.Line).Replace('\t', ' ');
        var column = Math.Min(place.Column, text.Length);
        var width = Math.Min(span.Length, text.Length - column);     // a span over several lines shows its first
        var isMissing = width <= 0;                                   // something is missing at the line's end
        return new Excerpt(place.Line + 1, text[..column], isMissing ? " " : text.Substring(column, width), isMissing ? "" : text[(column + width)..]);
    }
}
