using System.Globalization;
using Bilinear.Data.Files.Tables;
using Bilinear.Text;
using Bilinear.Training;

namespace Bilinear.Data.Files;

/// <summary>
/// A CSV file with a header, whose columns are known: numbers, or texts that are categories. A column is the target; each other
/// becomes one input where it holds numbers, and one for each category where it holds texts.
/// </summary>
public sealed class CsvFile
{
    /// <summary>The most categories of an input.</summary>
    private const int MostCategories = 100;

    private CsvFile(string path, char separator, long rows, IReadOnlyList<CsvColumn> columns) => (Path, Separator, Rows, Columns) = (path, separator, rows, columns);

    public string Path { get; }

    /// <summary>The character between cells: a comma, a semicolon, a tab or a bar, whichever the header has most of.</summary>
    public char Separator { get; }

    /// <summary>The number of rows below the header.</summary>
    public long Rows { get; }

    public IReadOnlyList<CsvColumn> Columns { get; }

    /// <summary>Reads the whole file once and tells what its columns are.</summary>
    /// <exception cref="DataFileException">The file is no table: a row has another number of cells than the header, two columns have one name, a quote is never closed.</exception>
    /// <exception cref="IOException">The file does not exist, or cannot be read.</exception>
    public static CsvFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var rows = new CsvRows(path);
        ColumnTally[] tallies = [.. rows.Header.Select((name, index) => new ColumnTally(name, index))];
        var row = 0L;
        for (; rows.Read(); row++)
        {
            foreach (var tally in tallies)
                tally.Add(rows, row);
        }
        return row > 0
            ? new CsvFile(path, rows.Separator, row, [.. tallies.Select(tally => tally.ToColumn())])
            : throw new DataFileException(path, "it has a header, and no row below it.");
    }

    /// <summary>
    /// Says how the columns become inputs and classes: numbers are standardised by the mean and the standard deviation of the
    /// training part, texts become 0 or 1 for each category, in the order of their characters, and the classes of a target of texts
    /// or whole numbers are its values in their order.
    /// </summary>
    /// <param name="target">The name of the column that is predicted.</param>
    /// <param name="loss">What the model is trained by: classes for cross-entropy, a number for mean squared error.</param>
    /// <param name="isWhole">Whether all rows are the training part; otherwise every fifth, from the first, is not.</param>
    /// <exception cref="DataFileException">There is no such column, a cell is empty or no number, or a column does not fit.</exception>
    public DataSchema Describe(string target, LossKind loss, bool isWhole = false)
    {
        ArgumentNullException.ThrowIfNull(target);
        var predicted = Columns.FirstOrDefault(column => column.Name == target)
            ?? throw new DataFileException(Path, $"there is no column {ForeignText.Quote(target)} to predict; there are {Names()}.");
        if (Columns.Count == 1)
            throw new DataFileException(Path, $"{ForeignText.Quote(target)} is its only column: there is nothing to predict it from.");
        return new DataSchema
        {
            Target = target,
            Classes = Classes(predicted, loss),
            Columns = [.. Columns.Where(column => column != predicted).Select(column => Input(column, isWhole))],
        };
    }

    /// <summary>Reads the samples as a schema says. Every fifth row, from the first, is a test sample.</summary>
    /// <param name="schema">What <see cref="Describe"/> gave for this file, or for the one that a model was trained on. Further columns are left alone.</param>
    /// <exception cref="DataFileException">A column of the schema is missing, or a cell is none that it knows.</exception>
    public static (DataSet Train, DataSet Test) Read(string path, DataSchema schema, LossKind loss)
    {
        var name = NameOf(path, schema);
        var (train, test) = new TableReader(path, schema, loss).Read(Split.IsTest);
        return test.Count > 0 && train.Count > 0
            ? (train.ToDataSet($"{name}, train", schema), test.ToDataSet($"{name}, test", schema))
            : throw new DataFileException(path, "it has one row, and samples to train on and samples to test on are needed.");
    }

    /// <summary>Reads all samples as a schema says.</summary>
    /// <inheritdoc cref="Read"/>
    /// <param name="name">The name of the data set; null for the file's.</param>
    public static DataSet ReadAll(string path, DataSchema schema, LossKind loss, string? name = null)
    {
        name ??= NameOf(path, schema);
        var all = new TableReader(path, schema, loss).Read(_ => false).Train;
        return all.Count > 0 ? all.ToDataSet(name, schema) : throw new DataFileException(path, "it has a header, and no row below it.");
    }

    /// <summary>Reads the inputs alone, [rows, inputs], of a file that need not have the target.</summary>
    /// <inheritdoc cref="Read"/>
    public static float[] ReadInputs(string path, DataSchema schema)
    {
        _ = NameOf(path, schema);
        return [.. new TableReader(path, schema, default).Read(_ => false, hasTarget: false).Train.Inputs];
    }

    /// <summary>Reads the names of the columns.</summary>
    /// <exception cref="DataFileException">The file is no table.</exception>
    public static IReadOnlyList<string> ReadHeader(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var rows = new CsvRows(path);
        return rows.Header;
    }

    private static string NameOf(string path, DataSchema schema)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(schema);
        return System.IO.Path.GetFileName(path);
    }

    private string Names() => ForeignText.Join(", ", [.. Columns.Select(column => ForeignText.Quote(column.Name))]);

    private DataColumn Input(CsvColumn column, bool isWhole)
    {
        ThrowIfUnusable(column);
        if (column.Kind == ColumnKind.Text)
        {
            ThrowIfAlmostNumbers(column);
            return column.Counts is { Count: <= MostCategories } counts
                ? new DataColumn(column.Name) { Values = [.. counts.Keys.Order(StringComparer.Ordinal)] }
                : throw new DataFileException(Path, $"the column {ForeignText.Quote(column.Name)} has {(column.Counts is { } many ? $"{many.Count}" : "more than a thousand")} different texts in {Rows} rows, and a category of each would be an input of its own: a name or a date is no category, so take the column out of the file, or make numbers of it.");
        }
        ThrowIfNotNumber(column);
        var (mean, deviation) = isWhole ? column.All : column.Train;
        if (!double.IsFinite(mean) || !double.IsFinite(deviation))
            throw new DataFileException(Path, string.Create(CultureInfo.InvariantCulture, $"the numbers of {ForeignText.Quote(column.Name)} are {column.Smallest:G4} … {column.Largest:G4}, too far apart for a deviation: scale the column."));
        return new DataColumn(column.Name) { Mean = mean, Deviation = deviation > 0 ? deviation : 1 };
    }

    private IReadOnlyList<string> Classes(CsvColumn column, LossKind loss)
    {
        ThrowIfUnusable(column);
        if (column.Kind != ColumnKind.Text)
            ThrowIfNotNumber(column);
        else
            ThrowIfAlmostNumbers(column);
        if (loss == LossKind.MeanSquaredError)
        {
            return column.Kind != ColumnKind.Text ? []
                : throw new DataFileException(Path, $"the target {ForeignText.Quote(column.Name)} holds texts, which are classes, and mean squared error predicts numbers: say `loss cross_entropy` in the `train` block, or name another column.");
        }
        if (column.Fraction is var (cell, line, place) && column.Kind == ColumnKind.Number)
            throw new DataFileException(Path, line, place, $"the target {ForeignText.Quote(column.Name)} holds {ForeignText.Shorten(cell)}, a number with a fraction, and cross-entropy predicts classes: say `loss mean_squared_error` in the `train` block, or name another column.");
        var counts = column.Counts ?? throw new DataFileException(Path, $"the target {ForeignText.Quote(column.Name)} has more than a thousand different values: those are no classes{(column.Kind == ColumnKind.Whole ? ", so say `loss mean_squared_error` in the `train` block, or name another column" : "")}.");
        return column.Kind == ColumnKind.Text
            ? [.. counts.Keys.Order(StringComparer.Ordinal)]
            : [.. counts.Keys.Select(cell => (Cell: cell, Number: double.Parse(cell, CultureInfo.InvariantCulture))).OrderBy(one => one.Number).ThenBy(one => one.Cell, StringComparer.Ordinal).Select(one => TableReader.ClassOf(one.Cell, one.Number)).Distinct(StringComparer.Ordinal)];
    }

    private void ThrowIfUnusable(CsvColumn column)
    {
        if (column.NotFinite is var (cell, where, at))
            throw new DataFileException(Path, where, at, $"{ForeignText.Quote(cell)} is no finite number, and there is none in {ForeignText.Quote(column.Name)}: write numbers, or take the column out of the file.");
        if (column.Empty is var (line, place))
            throw new DataFileException(Path, line, place, $"the cell of {ForeignText.Quote(column.Name)} is empty: fill it in, or leave the row out.");
    }

    private void ThrowIfAlmostNumbers(CsvColumn column)
    {
        if (column.AlmostNumber is var (cell, line, place))
            throw new DataFileException(Path, line, place, $"{ForeignText.Quote(cell)} would be a number, as most cells of {ForeignText.Quote(column.Name)} would, but for the way in which they are written: {ColumnTally.MendOf(cell)}.");
    }

    private void ThrowIfNotNumber(CsvColumn column)
    {
        if (column.NotNumber is var (cell, line, place))
            throw new DataFileException(Path, line, place, ColumnTally.NotNumberProblem(column.Name, cell));
    }
}
