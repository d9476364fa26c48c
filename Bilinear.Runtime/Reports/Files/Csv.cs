using System.Globalization;
using System.Text;
using Bilinear.Text;

namespace Bilinear.Reports.Files;

/// <summary>Writes tables of numbers for other programs (RFC 4180): commas, a row of names first, numbers with all their digits and a point.</summary>
internal static class Csv
{
    public static byte[] Write(IEnumerable<string> columns, IEnumerable<IEnumerable<object?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(columns))
            text.AppendJoin(',', row.Select(Cell)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Cell(object? value)
    {
        var text = ForeignText.Clean(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return text.AsSpan().IndexOfAny(",\"") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
