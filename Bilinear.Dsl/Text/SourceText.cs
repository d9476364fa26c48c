namespace Bilinear.Dsl.Text;

/// <summary>The text of one <c>.bmlp</c> file and where its lines begin.</summary>
public sealed class SourceText
{
    private readonly List<int> _lineStarts = [0];

    /// <param name="path">Where the text comes from; only shown to people.</param>
    /// <param name="text">The text as it stands in the file, a byte-order mark included.</param>
    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            var isLineEnd = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));
            if (isLineEnd)
                _lineStarts.Add(i + 1);
        }
    }

    public string Path { get; }

    public string Text { get; }

    public int LineCount => _lineStarts.Count;

    public LinePosition PositionOf(int offset)
    {
        var line = _lineStarts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;
        return new LinePosition(line, offset - _lineStarts[line]);
    }

    /// <summary>The text of a line, counted from zero, without its line end.</summary>
    public string Line(int line) => Text.Substring(LineSpan(line).Start, LineSpan(line).Length);

    /// <summary>Where it stands.</summary>
    public TextSpan LineSpan(int line)
    {
        var start = _lineStarts[line];
        var end = line + 1 < _lineStarts.Count ? _lineStarts[line + 1] : Text.Length;
        while (end > start && Text[end - 1] is '\r' or '\n')
            end--;
        return TextSpan.FromBounds(start, end);
    }
}
