namespace Bilinear.Data;

/// <summary>
/// Says what a model's inputs and classes mean, and how the inputs are made from what was measured, so that the same can be done
/// to other data. Files of weights carry it.
/// </summary>
public sealed record DataSchema
{
    /// <summary>The columns of a table, in the order of the inputs that they become; empty for data that are no table, such as pictures.</summary>
    public IReadOnlyList<DataColumn> Columns { get; init; } = [];

    /// <summary>The name of the column that is predicted; empty for data that are no table.</summary>
    public string Target { get; init; } = "";

    /// <summary>The name of each class, in the order of the labels; empty where classes have no names, or targets are numbers.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The name of each input: that of its column, and <c>colour=red</c> for a text.</summary>
    public IReadOnlyList<string> InputNames => [.. Columns.SelectMany(column => column.IsText ? column.Values.Select(value => $"{column.Name}={value}") : [column.Name])];

    /// <summary>The name of a class, or its number where it has none.</summary>
    public string ClassName(int label) => label >= 0 && label < Classes.Count ? Classes[label] : $"{label}";
}
