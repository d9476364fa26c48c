using Bilinear.Data;

namespace Bilinear.Training.Loop;

/// <summary>Whether a data set is one that a model can be trained or evaluated on.</summary>
internal static class DataCheck
{
    /// <exception cref="ArgumentException">It is not; the sentence shows both sides.</exception>
    /// <param name="parameter">What the caller's method calls the data.</param>
    public static void Fits(ModelDescription model, DataSet data, string parameter = "data")
    {
        FitsInput(model, data, parameter);
        foreach (var output in model.Outputs)
            Fits(model, output, data, parameter);
    }

    /// <summary>What the samples should give at an output: the target that names it, or, for a model of one output, the only one, if it names none.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <param name="parameter">What the caller's method calls the data.</param>
    public static DataTarget TargetOf(ModelDescription model, OutputInfo output, DataSet data, string parameter = "data") =>
        Find(model, output, data)
        ?? throw new ArgumentException($"{data.Name} does not fit {model.Name}: it has no targets of {output.Name}, but {Described(data)}.", parameter);

    /// <summary>The labels of an output, one for each sample; null where the data have none for it.</summary>
    public static DataTarget? LabelsOf(ModelDescription model, int port, DataSet data) =>
        Find(model, model.Outputs[port], data) is { Classes: > 0, Length: 1 } target ? target : null;

    private static DataTarget? Find(ModelDescription model, OutputInfo output, DataSet data) =>
        data.Targets.FirstOrDefault(target => target.Output == output.Name)
        ?? (model.Outputs.Count == 1 ? data.Targets.FirstOrDefault(target => target.Output.Length == 0) : null);

    private static void Fits(ModelDescription model, OutputInfo output, DataSet data, string parameter)
    {
        var target = TargetOf(model, output, data, parameter);
        var of = model.Outputs.Count == 1 ? "" : $" of {output.Name}";
        var wantsLabels = output.Loss == LossKind.CrossEntropy;
        if (wantsLabels != (target.Classes > 0))
            throw Wrong(wantsLabels ? $"its targets{of} are floats, and cross-entropy takes class labels" : $"its targets{of} are class labels, and mean squared error takes floats");
        if (target.Length != output.TargetCount)
            throw Wrong($"a sample has {target.Length} targets{of}, and the model wants {output.TargetCount}");
        if (target.Classes > output.Classes)
            throw Wrong(LabelsFromOne.Are(target.Labels, output.Classes) ? LabelsFromOne.Problem(output.Classes, output.Name) : $"it has {target.Classes} classes, and {output.Name} only {output.Classes}");

        ArgumentException Wrong(string problem) => new($"{data.Name} does not fit {model.Name}: {problem}.", parameter);
    }

    private static string Described(DataSet data) => data.Targets is [{ Output.Length: 0 }]
        ? "targets of one output, without its name"
        : $"targets of {string.Join(", ", data.Targets.Select(target => target.Output.Length == 0 ? "an output without a name" : target.Output))}";

    /// <summary>Whether its samples are ones that the model takes, whatever their targets.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    /// <param name="parameter">What the caller's method calls the data.</param>
    public static void FitsInput(ModelDescription model, DataSet data, string parameter = "data")
    {
        if (!HaveSameOrder([.. data.SampleShape.Select(size => (long)size)], model.Inputs[0].Shape))
            throw new ArgumentException($"{data.Name} does not fit {model.Name}: a sample is [{string.Join(", ", data.SampleShape)}], and {model.Inputs[0].Name} is [{string.Join(", ", model.Inputs[0].Shape)}].", parameter);
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
