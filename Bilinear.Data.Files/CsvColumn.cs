namespace Bilinear.Data.Files;

/// <summary>Describes a column of a table, as its cells turned out to be.</summary>
public sealed class CsvColumn
{
    internal CsvColumn(string name) => Name = name;

    /// <summary>The name in the header.</summary>
    public string Name { get; }

    /// <summary>What the cells are. A column is one of numbers where at least half of its cells are.</summary>
    public ColumnKind Kind { get; internal init; }

    /// <summary>How often each different cell is there; null where there are more than a thousand different ones.</summary>
    public IReadOnlyDictionary<string, long>? Counts { get; internal init; }

    /// <summary>The smallest number.</summary>
    public double Smallest { get; internal init; }

    /// <summary>The largest number.</summary>
    public double Largest { get; internal init; }

    /// <summary>Mean and standard deviation of the rows that are not every fifth from the first.</summary>
    internal (double Mean, double Deviation) Train { get; init; }

    internal (double Mean, double Deviation) All { get; init; }

    /// <summary>The first cell that is empty, that is no number, and that has a fraction; each null where there is none.</summary>
    internal (long Line, int Place)? Empty { get; init; }

    internal (string Cell, long Line, int Place)? NotNumber { get; init; }

    /// <summary>The first cell where all are infinite, too large, or NaN: those are numbers that went wrong, and no categories.</summary>
    internal (string Cell, long Line, int Place)? NotFinite { get; init; }

    internal (string Cell, long Line, int Place)? Fraction { get; init; }

    /// <summary>The first cell that would be a number but for a decimal comma or a %; null where not most of the texts are such.</summary>
    internal (string Cell, long Line, int Place)? AlmostNumber { get; init; }
}
