namespace Bilinear.Data;

/// <summary>
/// Recognises labels 1 … n of n classes, as EMNIST's letters have them. They are refused and not shifted: what a class is called must
/// not depend on which labels happen to be in a file.
/// </summary>
internal static class LabelsFromOne
{
    public static bool Are(ReadOnlySpan<int> labels, int classes) => labels.Contains(classes) && !labels.ContainsAnyExceptInRange(1, classes);

    /// <summary>Says what is wrong with the labels, and how to mend it.</summary>
    /// <param name="output">What the classes belong to.</param>
    public static string Problem(int classes, string output = "this data set") =>
        $"the labels begin at 1: they are 1 … {classes}, and the {classes} classes of {output} are 0 … {classes - 1}. Give it {classes + 1} classes, of which 0 is then never the answer, or subtract 1 from each label";
}
