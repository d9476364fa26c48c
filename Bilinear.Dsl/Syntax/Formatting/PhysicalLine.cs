namespace Bilinear.Dsl.Syntax.Formatting;

/// <summary>A line of the result, before its columns are aligned.</summary>
internal sealed class PhysicalLine
{
    public required int Indent { get; init; }

    /// <summary>The first of its logical line; not so what continues one, nor a comment on a line of its own.</summary>
    public bool BeginsLogicalLine { get; init; }

    public required bool HasBlankBefore { get; set; }

    /// <summary>Empty where a comment has the line to itself.</summary>
    public string Code { get; set; } = "";

    /// <summary>Where in the code stands what is aligned with the neighbours; 0 where nothing is.</summary>
    public int AlignedAt { get; set; }

    /// <summary>With its slashes; empty where there is none.</summary>
    public string Comment { get; set; } = "";

    /// <summary>The column of a trailing comment: first the one that somebody has chosen for it (0 where nobody has), then its own.</summary>
    public int CommentColumn { get; set; }

    public int Width => Indent + Code.Length;

    public bool HasTrailingComment => Code.Length > 0 && Comment.Length > 0;

    public override string ToString()
    {
        var code = new string(' ', Indent) + Code;
        return HasTrailingComment ? code.PadRight(CommentColumn) + Comment : code + Comment;
    }
}
