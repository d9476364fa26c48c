namespace Bilinear.Training;

/// <summary>How good a model is on a data set.</summary>
/// <param name="Samples">How many were looked at: all of them.</param>
/// <param name="Outputs">An item for each output of the model, in the order of its header.</param>
public sealed record Evaluation(int Samples, IReadOnlyList<OutputEvaluation> Outputs)
{
    /// <summary>What training makes small: the sum of the outputs' losses, each as many times as its weight says.</summary>
    public double Loss => Outputs.Sum(output => output.Weight * output.Loss);

    /// <summary>Of a model of one output, as <see cref="OutputEvaluation.Accuracy"/>; NaN for one of several.</summary>
    public double Accuracy => Outputs.Count == 1 ? Outputs[0].Accuracy : double.NaN;

    /// <summary>Whether every number is the same.</summary>
    public bool Equals(Evaluation? other) => other is not null && Samples == other.Samples && Outputs.SequenceEqual(other.Outputs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Samples, Outputs.Count, Loss);
}

/// <summary>How good a model is at one of its outputs.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="Loss">The mean over every sample, without its weight.</param>
/// <param name="Accuracy">The share of output rows whose largest logit is the target's; NaN under mean squared error.</param>
/// <param name="Weight">How many times the sum of losses has this one.</param>
public readonly record struct OutputEvaluation(string Output, double Loss, double Accuracy, double Weight = 1);
