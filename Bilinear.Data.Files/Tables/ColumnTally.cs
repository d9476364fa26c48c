using System.Globalization;
using Bilinear.Text;

namespace Bilinear.Data.Files.Tables;

/// <summary>What the cells of a column turn out to be, while the rows go by.</summary>
internal sealed class ColumnTally(string name, int index)
{
    /// <summary>More different texts than this are names or dates, and no categories.</summary>
    public const int MostTexts = 1000;

    private readonly Spread _train = new();
    private readonly Spread _all = new();
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private (long Line, int Place)? _empty;
    private (string Cell, long Line, int Place)? _notNumber;
    private (string Cell, long Line, int Place)? _fraction;
    private (string Cell, long Line, int Place)? _almost;
    private (string Cell, long Line, int Place)? _notFinite;
    private long _notFinites;
    private long _numbers;
    private long _almosts;
    private long _others;
    private double _smallest = double.PositiveInfinity;
    private double _largest = double.NegativeInfinity;

    public void Add(CsvRows rows, long row)
    {
        var cell = rows[index];
        if (cell.IsEmpty)
        {
            _empty ??= rows.PlaceOf(index);
            return;
        }
        var isNumber = TryNumber(cell, out var number);
        if (isNumber)
            Add(number, cell, rows, row);
        else
            _others++;
        if (!isNumber && _notNumber is null)
            _notNumber = Place(cell, rows);
        if (!isNumber && MendOf(cell) is not null)
        {
            _almosts++;
            _almost ??= Place(cell, rows);
        }
        if (!isNumber && IsNotFinite(cell))
        {
            _notFinites++;
            _notFinite ??= Place(cell, rows);
        }
        if (_counts.Count <= MostTexts)
            Count(cell);
    }

    public CsvColumn ToColumn() => new(name)
    {
        // A cell that is no number is a mistake in a column of numbers, and what a column of texts is made of.
        Kind = _numbers >= _others && _numbers > 0 ? (_fraction is null ? ColumnKind.Whole : ColumnKind.Number) : ColumnKind.Text,
        Counts = _counts.Count > MostTexts ? null : _counts,
        Smallest = _smallest,
        Largest = _largest,
        Train = (_train.Mean, _train.Deviation),
        All = (_all.Mean, _all.Deviation),
        Empty = _empty,
        NotNumber = _notNumber,
        NotFinite = _numbers == 0 && _notFinites == _others ? _notFinite : null,
        Fraction = _fraction,
        AlmostNumber = _almosts > _others / 2 ? _almost : null,
    };

    /// <summary>A finite number, written with a point.</summary>
    public static bool TryNumber(ReadOnlySpan<char> cell, out double number) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static bool IsNotFinite(ReadOnlySpan<char> cell) =>
        cell.TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase) || (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsFinite(number));

    /// <summary>What is wrong with a cell that should be a number, and how to mend it.</summary>
    public static string NotNumberProblem(string column, string cell)
    {
        if (IsNotFinite(cell) && cell.AsSpan().ContainsAnyInRange('0', '9'))
            return $"{ForeignText.Quote(cell)} in {ForeignText.Quote(column)} is larger than a number can be, 1.8e308: scale the column, or leave the row out.";
        var mend = cell.ToUpperInvariant() is "NAN" or "NA" or "N/A" or "NULL" or "?" or "-" or "INF" or "-INF" or "INFINITY" or "-INFINITY" ? "write the number that is missing, or leave the row out"
            : MendOf(cell) ?? "write a number, or leave the row out";
        return $"{ForeignText.Quote(cell)} is no number, as the other cells of {ForeignText.Quote(column)} are: {mend}.";
    }

    /// <summary>How to mend a cell that would be a number but for the way in which it is written; null for all others.</summary>
    public static string? MendOf(ReadOnlySpan<char> cell)
    {
        var (isPercentage, hasComma) = (cell is [.., '%'], cell.Contains(','));
        if (!isPercentage && !hasComma)
            return null;
        var text = isPercentage ? cell[..^1].TrimEnd() : cell;
        if (!TryNumber(hasComma ? text.ToString().Replace(',', '.') : text, out _))
            return null;
        return hasComma && isPercentage ? "write a decimal point, not a comma, and no % behind it" : hasComma ? "write a decimal point, not a comma" : "write it without the %";
    }

    private void Add(double number, ReadOnlySpan<char> cell, CsvRows rows, long row)
    {
        _numbers++;
        _all.Add(number);
        if (!Split.IsTest(row))
            _train.Add(number);
        (_smallest, _largest) = (Math.Min(_smallest, number), Math.Max(_largest, number));
        if (_fraction is null && number != Math.Floor(number))
            _fraction = Place(cell, rows);
    }

    private (string Cell, long Line, int Place) Place(ReadOnlySpan<char> cell, CsvRows rows) => (cell.ToString(), rows.PlaceOf(index).Line, rows.PlaceOf(index).Place);

    private void Count(ReadOnlySpan<char> cell)
    {
        var counts = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        counts[cell] = counts.TryGetValue(cell, out var count) ? count + 1 : 1;
    }
}
