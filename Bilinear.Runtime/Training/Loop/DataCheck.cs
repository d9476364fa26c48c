using Bilinear.Data;

namespace Bilinear.Training;

/// <summary>Whether a data set is one that a model can be trained or evaluated on.</summary>
internal static class DataCheck
{
    /// <exception cref="ArgumentException">It is not; the sentence shows both sides.</exception>
    public static void Fits(ModelDescription model, DataSet data)
    {
        if (data.SampleLength != model.Input.Count)
            throw Wrong($"a sample is [{string.Join(", ", data.SampleShape)}], and {model.Input.Name} is [{string.Join(", ", model.Input.Shape)}]");
        var wantsLabels = model.Loss == LossKind.CrossEntropy;
        if (wantsLabels != (data.Classes > 0))
            throw Wrong(wantsLabels ? "its targets are floats, and cross-entropy takes class labels" : "its targets are class labels, and mean squared error takes floats");
        if (data.TargetLength != model.TargetCount)
            throw Wrong($"a sample has {data.TargetLength} targets, and the model wants {model.TargetCount}");
        if (data.Classes > model.Classes)
            throw Wrong(LabelsFromOne.Are(data.Labels, model.Classes) ? LabelsFromOne.Problem(model.Classes, model.Output.Name) : $"it has {data.Classes} classes, and {model.Output.Name} only {model.Classes}");

        ArgumentException Wrong(string problem) => new($"{data.Name} does not fit {model.Name}: {problem}.", nameof(data));
    }
}
