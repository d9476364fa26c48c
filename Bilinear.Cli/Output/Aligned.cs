namespace Bilinear.Cli.Output;

/// <summary>Rows of words in columns, on standard output: the first column from the left, the others to the right.</summary>
internal static class Aligned
{
    private const string Gap = "  ";

    /// <param name="rows">All of as many words as the first. A column without a word is left out.</param>
    public static void Write(IReadOnlyList<string[]> rows, string indent = "")
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
        {
            var words = row.Select((word, column) => column == 0 ? word.PadRight(widths[column]) : word.PadLeft(widths[column])).Where(word => word.Length > 0);
            Console.Out.WriteLine(indent + string.Join(Gap, words).TrimEnd());
        }
    }
}
