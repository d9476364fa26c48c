namespace Bilinear.Training;

/// <summary>Tells how good a model is on a data set.</summary>
/// <param name="Samples">The number of samples of the data set, each of which was evaluated.</param>
/// <param name="Outputs">The results for each output of the model, in the order of its header.</param>
public sealed record Evaluation(int Samples, IReadOnlyList<OutputEvaluation> Outputs)
{
    /// <summary>For texts the number of positions whose targets count, over which the losses are means; zero for other data.</summary>
    public long Targets { get; init; }

    /// <summary>The loss that training minimises: the sum of the outputs' losses, each multiplied by its weight.</summary>
    public double Loss => Outputs.Sum(output => output.Weight * output.Loss);

    /// <summary>The <see cref="OutputEvaluation.Accuracy"/> of a model with one output; NaN for a model with several.</summary>
    public double Accuracy => Outputs.Count == 1 ? Outputs[0].Accuracy : double.NaN;

    /// <summary>Compares every number.</summary>
    public bool Equals(Evaluation? other) => other is not null && Samples == other.Samples && Targets == other.Targets && Outputs.SequenceEqual(other.Outputs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Samples, Outputs.Count, Loss);
}

/// <summary>Tells how good a model is at one of its outputs.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="Loss">The mean loss over all samples, not multiplied by the weight.</param>
/// <param name="Accuracy">The share of output rows whose largest logit is the target's; NaN under mean squared error, and for texts, whose logits are not kept.</param>
/// <param name="Weight">The factor of this loss in the sum of losses that training minimises.</param>
public readonly record struct OutputEvaluation(string Output, double Loss, double Accuracy, double Weight = 1);
