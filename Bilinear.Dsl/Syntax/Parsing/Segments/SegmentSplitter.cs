using Bilinear.Dsl.Syntax.Parsing.Tokens;

namespace Bilinear.Dsl.Syntax.Parsing.Segments;

/// <summary>The tokens of one statement or entry.</summary>
/// <param name="HeadEnd">Where its own block's brace stands; its end, if it has none.</param>
internal readonly record struct Segment(int Start, int HeadEnd, int End);

/// <summary>
/// Cuts what stands between two braces into statements or entries: a new line ends one, except inside brackets, after an
/// operator and before one; so does the brace that closes its own block.
/// </summary>
internal static class SegmentSplitter
{
    public static IEnumerable<Segment> Split(TokenList tokens, BracketMap brackets, int start, int end)
    {
        var begin = start;
        for (var i = start; i < end; i++)
        {
            var isNextLine = i > begin && tokens[i].StartsLine && !tokens[i].Kind.IsOperator() && !tokens[i - 1].Kind.IsOperator();
            if (isNextLine)
            {
                yield return new Segment(begin, i, i);
                begin = i;
            }

            if (tokens[i].Kind == TokenKind.OpenBrace)
            {
                var next = brackets.ClosingOf(i) + 1 ?? end;
                yield return new Segment(begin, i, next);
                begin = next;
                i = next - 1;
            }
            else if (tokens[i].Kind.Opens() && brackets.ClosingOf(i) is { } closing)
            {
                i = closing;
            }
        }

        if (begin < end)
            yield return new Segment(begin, end, end);
    }
}
