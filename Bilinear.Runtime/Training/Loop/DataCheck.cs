using Bilinear.Data;

namespace Bilinear.Training.Loop;

/// <summary>Checks whether a model can be trained or evaluated on a data set.</summary>
internal static class DataCheck
{
    /// <summary>Checks the samples of a data set and the targets of every output.</summary>
    /// <exception cref="ArgumentException">The data do not fit; the message shows both sides.</exception>
    /// <param name="parameter">What the caller's method calls the data.</param>
    public static void Fits(ModelDescription model, DataSet data, string parameter = "data")
    {
        FitsInput(model, data, parameter);
        if (data.Texts is not null)
            return;
        foreach (var output in model.Outputs)
            Fits(model, output, data, parameter);
    }

    /// <summary>Finds the targets of an output: those that name it, or, for a model with one output, those that name none.</summary>
    /// <exception cref="ArgumentException">The data set has no targets of the output.</exception>
    /// <param name="parameter">What the caller's method calls the data.</param>
    public static DataTarget TargetOf(ModelDescription model, OutputInfo output, DataSet data, string parameter = "data") =>
        Find(model, output, data)
        ?? throw new ArgumentException($"{data.Name} does not fit {model.Name}: it has no targets of {output.Name}, but {Described(data)}.", parameter);

    /// <summary>Finds the labels of an output, one for each sample; null if the data have none for it.</summary>
    public static DataTarget? LabelsOf(ModelDescription model, int port, DataSet data) =>
        Find(model, model.Outputs[port], data) is { Classes: > 0, Length: 1 } target ? target : null;

    /// <summary>Finds the targets of an output that are numbers, one for each of its elements; null if the data have none for it.</summary>
    public static DataTarget? ValuesOf(ModelDescription model, int port, DataSet data) =>
        Find(model, model.Outputs[port], data) is { Classes: 0 } target && target.Length == model.Outputs[port].Count ? target : null;

    /// <summary>Finds the targets of an output; null if the data have none for it.</summary>
    public static DataTarget? Find(ModelDescription model, OutputInfo output, DataSet data) =>
        data.Targets.FirstOrDefault(target => target.Output == output.Name)
        ?? (model.Outputs.Count == 1 ? data.Targets.FirstOrDefault(target => target.Output.Length == 0) : null);

    /// <summary>Checks the targets of one output.</summary>
    /// <inheritdoc cref="Fits(ModelDescription, DataSet, string)"/>
    public static void Fits(ModelDescription model, OutputInfo output, DataSet data, string parameter = "data")
    {
        var target = TargetOf(model, output, data, parameter);
        var of = model.Outputs.Count == 1 ? "" : $" of {output.Name}";
        var wantsLabels = output.Loss == LossKind.CrossEntropy;
        if (wantsLabels != (target.Classes > 0))
            throw Wrong(wantsLabels ? $"its targets{of} are floats, and cross-entropy takes class labels" : $"its targets{of} are class labels, and mean squared error takes floats: say `loss cross_entropy` in the `train` block, or give data whose targets are floats");
        if (target.Length != output.TargetCount)
            throw Wrong($"a sample has {target.Length} targets{of}, and the model wants {output.TargetCount}");
        if (target.Classes > output.Classes)
            throw Wrong(LabelsFromOne.Are(target.Labels, output.Classes) ? LabelsFromOne.Problem(output.Classes, output.Name) : $"it has {target.Classes} classes, and {output.Name} only {output.Classes}");

        ArgumentException Wrong(string problem) => new($"{data.Name} does not fit {model.Name}: {problem}.", parameter);
    }

    private static string Described(DataSet data) => data.Targets is [{ Output.Length: 0 }]
        ? "targets of one output, without its name"
        : $"targets of {string.Join(", ", data.Targets.Select(target => target.Output.Length == 0 ? "an output without a name" : target.Output))}";

    /// <summary>Checks whether the model takes the samples, whatever their targets.</summary>
    /// <exception cref="ArgumentException">The samples have another shape.</exception>
    /// <param name="parameter">What the caller's method calls the data.</param>
    public static void FitsInput(ModelDescription model, DataSet data, string parameter = "data")
    {
        if (model.TakesTexts || data.Texts is not null)
            FitsTexts(model, data, parameter);
        else if (!HaveSameOrder([.. data.SampleShape.Select(size => (long)size)], model.Inputs[0].Shape))
            throw new ArgumentException($"{data.Name} does not fit {model.Name}: a sample is [{string.Join(", ", data.SampleShape)}], and {model.Inputs[0].Name} is [{string.Join(", ", model.Inputs[0].Shape)}].", parameter);
    }

    private static void FitsTexts(ModelDescription model, DataSet data, string parameter)
    {
        if (data.Texts is not { } texts)
            throw Wrong($"{model.Inputs[0].Name} takes tokens, and the data are floats");
        if (!model.TakesTexts)
            throw Wrong($"{model.Inputs[0].Name} takes floats, and the data are texts of tokens");
        if (texts.Vocabulary > model.Inputs[0].Vocabulary)
            throw Wrong($"its tokenizer has {texts.Vocabulary} tokens, and {model.Inputs[0].Name} knows {model.Inputs[0].Vocabulary}");
        if (texts.Context > model.Context)
            throw Wrong($"its texts have up to {texts.Context} positions, and {model.Inputs[0].Name} takes {model.Context}");
        if (model.Outputs.FirstOrDefault(output => output.Classes < texts.Vocabulary) is { } small)
            throw Wrong($"it has {texts.Vocabulary} tokens, and {small.Name} gives a number to {small.Classes}; each output of a model of texts says which token comes next");

        ArgumentException Wrong(string problem) => new($"{data.Name} does not fit {model.Name}: {problem}.", parameter);
    }

    /// <summary>
    /// Tells whether the elements of two shapes have the same order: the axes are the same except for those of size 1, or one of
    /// the two shapes is flat. [3, 2, 2] in place of [2, 2, 3] would have its axes confused.
    /// </summary>
    public static bool HaveSameOrder(IEnumerable<long> found, IEnumerable<int> wanted)
    {
        long[] left = [.. found.Where(size => size != 1)];
        long[] right = [.. wanted.Where(size => size != 1)];
        return left.SequenceEqual(right) || IsFlat(left, right) || IsFlat(right, left);

        static bool IsFlat(long[] flat, long[] other) => flat.Length == 1 && flat[0] == other.Aggregate(1L, (product, size) => product * size);
    }
}
