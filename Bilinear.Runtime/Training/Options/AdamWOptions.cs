using System.Globalization;
using Bilinear.Kernels;

namespace Bilinear.Training;

/// <summary>
/// AdamW as PyTorch computes it: decoupled decay on every parameter, bias-corrected moments, ε outside the root.
/// </summary>
public sealed record AdamWOptions(
    double LearningRate = 1e-3, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0.01)
{
    /// <summary>The numbers of step <paramref name="step"/>, counted from 1, at a learning rate that the schedule has scaled.</summary>
    internal AdamWScalars At(long step, double learningRate) =>
        AdamWScalars.At(step, learningRate, Beta1, Beta2, Epsilon, WeightDecay);

    /// <summary>As a <c>.bmlp</c> file writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"adamw(lr: {LearningRate}, betas: [{Beta1}, {Beta2}], eps: {Epsilon}, weight_decay: {WeightDecay})");
}
