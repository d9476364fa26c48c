namespace Bilinear.Dsl.Syntax.Formatting;

internal enum LineKind
{
    Language,
    Namespace,
    Instance,
    /// <summary>A declaration up to its brace.</summary>
    Header,
    /// <summary>A layer or a value: <c>name = …</c>.</summary>
    Assignment,
    Return,
    Entry,
    /// <summary>An entry up to the brace of its block.</summary>
    EntryHeader,
    Closing,
}

/// <summary>The tokens from <paramref name="Start"/> to before <paramref name="End"/>: what stands on one line where nobody breaks it.</summary>
/// <param name="Level">How many braces it stands in.</param>
internal readonly record struct LogicalLine(LineKind Kind, int Start, int End, int Level)
{
    public bool Opens => Kind is LineKind.Header or LineKind.EntryHeader;

    public bool BeginsDeclaration => Kind is LineKind.Language or LineKind.Namespace or LineKind.Instance or LineKind.Header;

    /// <summary>An entry's token after its key, which a blank sets apart whatever it is; else the line's first.</summary>
    public int ValueStart => Kind is LineKind.Entry or LineKind.EntryHeader ? Start + 1 : Start;

    /// <summary>The token that stands in one column in neighbouring lines: a statement's <c>=</c>, an entry's value. Null where there is none.</summary>
    public int? AlignedToken => Kind switch
    {
        LineKind.Assignment or LineKind.Entry when End > Start + 1 => Start + 1,
        LineKind.Instance => Start + 2,
        _ => null,
    };
}
