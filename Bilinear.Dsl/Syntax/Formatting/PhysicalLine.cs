using System.Text;

namespace Bilinear.Dsl.Syntax.Formatting;

/// <summary>A line of the result. It is written once, when its columns are known; until then only its lengths are.</summary>
internal sealed class PhysicalLine
{
    private readonly StringBuilder _code = new();

    /// <summary>Blanks before what is aligned.</summary>
    private int _padding;

    public required int Indent { get; init; }

    /// <summary>The first of its logical line; not so what continues one, nor a comment on a line of its own.</summary>
    public bool BeginsLogicalLine { get; init; }

    public required bool HasBlankBefore { get; set; }

    /// <summary>Where in the code stands what is aligned with the neighbours; 0 where nothing is.</summary>
    public int AlignedAt { get; private set; }

    /// <summary>The comment with its slashes; empty where there is none.</summary>
    public string Comment { get; set; } = "";

    /// <summary>The column of a trailing comment: first the one that somebody has chosen for it (0 where nobody has), then its own.</summary>
    public int CommentColumn { get; set; }

    public int Width => Indent + _code.Length + _padding;

    public bool HasTrailingComment => _code.Length > 0 && Comment.Length > 0;

    /// <summary>The characters of the line, its line ends included.</summary>
    public long Length => (HasBlankBefore ? 1 : 0) + (long)(HasTrailingComment ? Math.Max(Width, CommentColumn) : Width) + Comment.Length + 1;

    /// <summary>Adds a token; a comment that has the line to itself has none.</summary>
    public void Append(string token, bool isBlankBefore, bool isAligned)
    {
        if (isBlankBefore)
            _code.Append(' ');
        if (isAligned)
            AlignedAt = _code.Length;
        _code.Append(token);
    }

    /// <summary>Whether the code, as far as it is written, is one character.</summary>
    public bool IsOnly(char code) => _code.Length == 1 && _code[0] == code;

    /// <summary>Moves what is aligned to a place of the code that is not before its own.</summary>
    public void AlignTo(int place) => _padding = place - AlignedAt;

    public void WriteTo(StringBuilder text)
    {
        if (HasBlankBefore)
            text.Append('\n');
        var code = _code.ToString();
        text.Append(' ', Indent).Append(code, 0, AlignedAt).Append(' ', _padding).Append(code, AlignedAt, code.Length - AlignedAt);
        if (HasTrailingComment)
            text.Append(' ', Math.Max(0, CommentColumn - Width));
        text.Append(Comment).Append('\n');
    }
}
