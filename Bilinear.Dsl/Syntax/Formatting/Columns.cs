namespace Bilinear.Dsl.Syntax.Formatting;

/// <summary>
/// Puts what belongs together into one column: the <c>=</c> of statements, the values of entries, trailing comments. An empty
/// line ends a column; so does, for comments, a line without one, and a closing brace.
/// </summary>
internal static class Columns
{
    /// <summary>Between the longest of some lines and their comments.</summary>
    private const int CommentGap = 2;

    public static void Align(IReadOnlyList<PhysicalLine> lines)
    {
        AlignCode(lines);
        AlignComments(lines);
    }

    private static void AlignCode(IReadOnlyList<PhysicalLine> lines)
    {
        var column = new List<PhysicalLine>();
        foreach (var line in lines)
        {
            if (line.HasBlankBefore || (line.BeginsLogicalLine && line.AlignedAt == 0))
                Close(column);
            if (line.AlignedAt > 0)
                column.Add(line);
        }

        Close(column);
    }

    private static void Close(List<PhysicalLine> column)
    {
        if (column.Count == 0)
            return;
        var place = column.Max(line => line.AlignedAt);
        foreach (var line in column)
            line.AlignTo(place);
        column.Clear();
    }

    private static void AlignComments(IReadOnlyList<PhysicalLine> lines)
    {
        var run = new List<PhysicalLine>();
        foreach (var line in lines)
        {
            if (!line.HasTrailingComment || line.HasBlankBefore || line.IsOnly('}'))
                CloseComments(run);
            if (line.HasTrailingComment)
                run.Add(line);
        }

        CloseComments(run);
    }

    private static void CloseComments(List<PhysicalLine> run)
    {
        if (run.Count == 0)
            return;
        var column = Math.Max(run[0].CommentColumn, run.Max(line => line.Width + CommentGap));
        foreach (var line in run)
            line.CommentColumn = column;
        run.Clear();
    }
}
