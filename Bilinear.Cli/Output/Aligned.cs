namespace Bilinear.Cli.Output;

/// <summary>Rows of words in columns, on standard output: the first column to the left, the others, which are numbers, to the right.</summary>
internal static class Aligned
{
    private const string Gap = "  ";

    /// <param name="rows">All of as many words as the first. A column without a word is left out.</param>
    /// <param name="endsInWords">Whether the last column is no number either.</param>
    public static void Write(IReadOnlyList<string[]> rows, string indent = "", bool endsInWords = false)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
        {
            var words = row.Select((word, column) => column == 0 || (endsInWords && column == widths.Length - 1) ? word.PadRight(widths[column]) : word.PadLeft(widths[column])).Where(word => word.Length > 0);
            Console.Out.WriteLine(indent + string.Join(Gap, words).TrimEnd());
        }
    }
}
