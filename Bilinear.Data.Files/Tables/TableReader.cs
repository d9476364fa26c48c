using System.Globalization;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Data.Files.Tables;

/// <summary>Reads the rows of a table as a schema says, which may be that of another table.</summary>
internal sealed class TableReader(string path, DataSchema schema, LossKind loss)
{
    private const double MostExact = 1L << 53;

    private readonly int _inputs = schema.InputNames.Count;
    private readonly Dictionary<string, int> _classes = Indices(schema.Classes);
    private readonly Dictionary<string, int>[] _values = [.. schema.Columns.Select(column => Indices(column.Values))];

    /// <summary>The class that a whole number is: 3 and 3.0 are one. Beyond 2⁵³ a double stands for several, and the cell is a text.</summary>
    public static string ClassOf(string cell, double number) => Math.Abs(number) < MostExact ? number.ToString("R", CultureInfo.InvariantCulture) : cell;

    /// <param name="isTest">Whether the row of this number, from 0, is a test sample.</param>
    /// <param name="hasTarget">Whether the targets are read too.</param>
    public (TableSamples Train, TableSamples Test) Read(Func<long, bool> isTest, bool hasTarget = true)
    {
        using var rows = new CsvRows(path);
        int[] columns = [.. schema.Columns.Select(column => Find(rows, column.Name, "of the schema that is used"))];
        var target = hasTarget ? Find(rows, schema.Target, "that is predicted") : -1;
        var (train, test) = (new TableSamples(loss), new TableSamples(loss));
        for (var row = 0L; rows.Read(); row++)
        {
            var part = isTest(row) ? test : train;
            if ((part.Count + 1L) * _inputs > Array.MaxLength)
                throw new DataFileException(path, $"its rows have more than {Array.MaxLength:N0} inputs, more than an array can hold: write the samples as .safetensors, which are read where they lie.");
            for (var column = 0; column < columns.Length; column++)
                AddInputs(rows, columns[column], column, part.Inputs);
            part.Count++;
            if (hasTarget && loss == LossKind.CrossEntropy)
                part.Labels.Add(LabelOf(rows, target));
            else if (hasTarget)
                part.Targets.Add(Finite(rows, target, (float)NumberOf(rows, target, schema.Target), "is too large"));
        }

        return (train, test);
    }

    private void AddInputs(CsvRows rows, int index, int column, List<float> inputs)
    {
        var known = schema.Columns[column];
        var cell = rows[index];
        if (!known.IsText)
        {
            inputs.Add(Finite(rows, index, known.Standardise(NumberOf(rows, index, known.Name)), $"is too far from the mean of {ForeignText.Quote(known.Name)}, {known.Mean.ToString("G4", CultureInfo.InvariantCulture)}"));
            return;
        }
        if (!_values[column].GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell, out var value))
            throw rows.Wrong(index, $"{ForeignText.Quote(cell.ToString())} is none of the texts of {ForeignText.Quote(known.Name)} that are known, which are {Known(known.Values)}: write one of them, or leave the row out.");
        for (var other = 0; other < known.Values.Count; other++)
            inputs.Add(other == value ? 1 : 0);
    }

    private int LabelOf(CsvRows rows, int index)
    {
        var cell = rows[index];
        if (_classes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell, out var label))
            return label;
        if (ColumnTally.TryNumber(cell, out var number) && _classes.TryGetValue(ClassOf(cell.ToString(), number), out label))
            return label;
        throw rows.Wrong(index, $"{ForeignText.Quote(cell.ToString())} is none of the classes of {ForeignText.Quote(schema.Target)}, which are {Known(schema.Classes)}: write one of them, or leave the row out.");
    }

    private static double NumberOf(CsvRows rows, int index, string name) => rows[index] switch
    {
        { IsEmpty: true } => throw rows.Wrong(index, $"the cell of {ForeignText.Quote(name)} is empty: fill it in, or leave the row out."),
        var cell when ColumnTally.TryNumber(cell, out var number) => number,
        var cell => throw rows.Wrong(index, ColumnTally.NotNumberProblem(name, cell.ToString())),
    };

    private static float Finite(CsvRows rows, int index, float value, string problem) => float.IsFinite(value) ? value
        : throw rows.Wrong(index, $"{ForeignText.Shorten(rows[index].ToString())} {problem}, for a float: scale the column, or mend the cell.");

    private int Find(CsvRows rows, string name, string which)
    {
        for (var column = 0; column < rows.Header.Count; column++)
        {
            if (rows.Header[column] == name)
                return column;
        }
        throw new DataFileException(path, $"there is no column {ForeignText.Quote(name)}, {which}; there are {Known(rows.Header)}.");
    }

    private static string Known(IReadOnlyList<string> names) => ForeignText.Join(", ", [.. names.Select(ForeignText.Quote)]);

    private static Dictionary<string, int> Indices(IReadOnlyList<string> names) => names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
}
