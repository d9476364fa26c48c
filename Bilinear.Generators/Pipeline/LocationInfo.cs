using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bilinear.Generators.Pipeline;

/// <summary>A place in a <c>.bmlp</c> file, equatable; Roslyn's <see cref="Location"/> is made when it is reported.</summary>
public sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationInfo At(Dsl.Text.SourceText source, Dsl.Text.TextSpan span)
    {
        var start = source.PositionOf(span.Start);
        var end = source.PositionOf(span.End);
        return new LocationInfo(
            source.Path,
            new TextSpan(span.Start, span.Length),
            new LinePositionSpan(new LinePosition(start.Line, start.Column), new LinePosition(end.Line, end.Column)));
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
