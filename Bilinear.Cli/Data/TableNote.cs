using Bilinear.Data;
using Bilinear.Text;

namespace Bilinear.Cli.Data;

/// <summary>What was made of a table, in a sentence, for everything that reads one.</summary>
internal static class TableNote
{
    /// <param name="isOneFile">Whether the parts are of one file.</param>
    /// <param name="isKnown">Whether columns, classes and standardisation are those of the weights.</param>
    public static string Of(string name, DataSet train, DataSet test, bool isOneFile, bool isKnown)
    {
        var schema = train.Schema!;
        var parts = $"{name} has {Count(train.Count, "sample")} to train on and {test.Count} to test on{(isOneFile ? " (every fifth row, from the first)" : "")}";
        if (isKnown)
            return $"{parts}; columns, standardisation and classes are those that the weights carry{(schema.Classes.Count > 0 ? "" : $"; {NumberTarget.Describe(train, test)}")}";
        var texts = schema.Columns.Where(column => column.IsText).ToList();
        var numbers = schema.Columns.Count - texts.Count;
        List<string> made =
        [
            .. numbers > 0 ? [$"{Count(numbers, "column")} of numbers, standardised by mean and deviation of the training part"] : Array.Empty<string>(),
            .. texts.Count > 0 ? [$"{Count(texts.Count, "column")} of texts, 0 or 1 for each of {Count(texts.Sum(text => text.Inputs), "value")}"] : Array.Empty<string>(),
        ];
        var target = schema.Classes.Count > 0
            ? $"the classes of {ForeignText.Shorten(schema.Target)} are {ForeignText.Join(", ", [.. schema.Classes.Select((label, index) => $"{index} {ForeignText.Shorten(label)}")])}"
            : NumberTarget.Describe(train, test);
        return $"{parts}; {string.Join("; ", made)}; {target}";
    }

    public static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
