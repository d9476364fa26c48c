using Bilinear.Data;

namespace Bilinear.Training.Loop;

/// <summary>Whether a data set is one that a model can be trained or evaluated on.</summary>
internal static class DataCheck
{
    /// <exception cref="ArgumentException">It is not; the sentence shows both sides.</exception>
    public static void Fits(ModelDescription model, DataSet data)
    {
        FitsInput(model, data);
        var wantsLabels = model.Loss == LossKind.CrossEntropy;
        if (wantsLabels != (data.Classes > 0))
            throw Wrong(wantsLabels ? "its targets are floats, and cross-entropy takes class labels" : "its targets are class labels, and mean squared error takes floats");
        if (data.TargetLength != model.TargetCount)
            throw Wrong($"a sample has {data.TargetLength} targets, and the model wants {model.TargetCount}");
        if (data.Classes > model.Classes)
            throw Wrong(LabelsFromOne.Are(data.Labels, model.Classes) ? LabelsFromOne.Problem(model.Classes, model.Output.Name) : $"it has {data.Classes} classes, and {model.Output.Name} only {model.Classes}");

        ArgumentException Wrong(string problem) => new($"{data.Name} does not fit {model.Name}: {problem}.", nameof(data));
    }

    /// <summary>Whether its samples are ones that the model takes, whatever their targets.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static void FitsInput(ModelDescription model, DataSet data)
    {
        if (!HaveSameOrder([.. data.SampleShape.Select(size => (long)size)], model.Input.Shape))
            throw new ArgumentException($"{data.Name} does not fit {model.Name}: a sample is [{string.Join(", ", data.SampleShape)}], and {model.Input.Name} is [{string.Join(", ", model.Input.Shape)}].", nameof(data));
    }

    /// <summary>
    /// Whether elements of two shapes stand in one order: the axes are the same but for those of size 1, or one of the two is
    /// flat. [3, 2, 2] for [2, 2, 3] would be read as other axes than they are.
    /// </summary>
    public static bool HaveSameOrder(IEnumerable<long> found, IEnumerable<int> wanted)
    {
        long[] left = [.. found.Where(size => size != 1)];
        long[] right = [.. wanted.Where(size => size != 1)];
        return left.SequenceEqual(right) || IsFlat(left, right) || IsFlat(right, left);

        static bool IsFlat(long[] flat, long[] other) => flat.Length == 1 && flat[0] == other.Aggregate(1L, (product, size) => product * size);
    }
}
