using System.Globalization;
using Bilinear.Kernels;

namespace Bilinear.Training;

/// <summary>
/// The numbers of AdamW as PyTorch computes it: decoupled decay on every parameter, bias-corrected moments, ε outside the root.
/// </summary>
public sealed record AdamWOptions(
    double LearningRate = 1e-3, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0.01)
{
    /// <summary>Says why these numbers cannot train a model; null if they can. The bounds are those of the language, and NaN is outside all of them.</summary>
    internal string? Problem => this switch
    {
        { LearningRate: not (> 0 and < double.PositiveInfinity) } => "the learning rate must be above 0",
        { Epsilon: not (> 0 and < double.PositiveInfinity) } => "Epsilon must be above 0",
        { Beta1: not (>= 0 and < 1) } or { Beta2: not (>= 0 and < 1) } => "Beta1 and Beta2 must be from 0 to below 1",
        { WeightDecay: not (>= 0 and < double.PositiveInfinity) } => "the weight decay must be at least 0",
        _ => null,
    };

    /// <summary>Computes the numbers of a step, counted from 1, at a learning rate that the schedule has scaled.</summary>
    internal AdamWScalars At(long step, double learningRate) =>
        AdamWScalars.At(step, learningRate, Beta1, Beta2, Epsilon, WeightDecay);

    /// <summary>Prints the optimizer as a <c>.bmlp</c> file writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"adamw(lr: {LearningRate}, betas: [{Beta1}, {Beta2}], eps: {Epsilon}, weight_decay: {WeightDecay})");
}
