using Bilinear.Data;
using Bilinear.Text;

namespace Bilinear.Cli.Data;

/// <summary>Says which classes of data with named classes have no sample in a part, a sentence for each part.</summary>
internal static class MissingClasses
{
    /// <param name="isOneFile">Whether the parts are of one file.</param>
    /// <param name="isKnown">Whether the classes are those of the weights: nothing need be trained on.</param>
    public static IEnumerable<string> Of(string name, DataSet train, DataSet test, bool isOneFile, bool isKnown)
    {
        if (train.Schema is not { Classes.Count: > 0 } schema)
            yield break;
        var (isTable, parts) = (schema.Columns.Count > 0, isKnown ? [(test, "test")] : new[] { (train, "train"), (test, "test") });
        foreach (var (part, verb) in parts)
        {
            var there = part.Targets[0].Labels.ToArray().ToHashSet();
            List<string> missing = [.. schema.Classes.Where((_, label) => !there.Contains(label)).Select(label => ForeignText.Shorten(label))];
            var mend = !isTable ? "add some" : isOneFile ? "shuffle the rows, or give a folder with train.csv and test.csv" : $"add some to {verb}.csv";
            if (missing.Count > 0)
                yield return $"{name}: {(missing.Count == 1 ? "class" : "classes")} {ForeignText.Join(", ", missing)} {(missing.Count == 1 ? "has" : "have")} no {(isTable ? "row" : "picture")} to {verb} on; {mend}";
        }
    }
}
