using System.Globalization;
using Bilinear.Kernels;

namespace Bilinear.Training;

/// <summary>
/// The numbers of AdamW as PyTorch computes it: decoupled decay on every parameter (but for the factors of gates that are annealed), bias-corrected moments, ε outside the root.
/// </summary>
public sealed record AdamWOptions(
    double LearningRate = 1e-3, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0.01)
{
    private const string Floats = "and a 32-bit float: from 1.2e-38 to 3.4e38";

    /// <summary>
    /// Says why these numbers cannot train a model; null if they can. The bounds are those of the language and of the 32-bit floats
    /// that a step computes with: an epsilon of 1e-46 would be 0. NaN is outside all of them.
    /// </summary>
    private string? Problem =>
        !(LearningRate > 0 && IsFloat(LearningRate)) ? $"the learning rate must be above 0, {Floats}"
        : !(Epsilon > 0 && IsFloat(Epsilon)) ? $"Epsilon must be above 0, {Floats}"
        : !((float)Beta1 is >= 0 and < 1 && (float)Beta2 is >= 0 and < 1) ? "Beta1 and Beta2 must be from 0 to below 1, as 32-bit floats"
        : !(WeightDecay == 0 || (WeightDecay > 0 && IsFloat(WeightDecay))) ? $"the weight decay must be 0 or above, {Floats}"
        : null;

    /// <exception cref="ArgumentException">These numbers cannot train a model.</exception>
    internal void ThrowIfCannotTrain(string parameter)
    {
        if (Problem is { } problem)
            throw new ArgumentException($"{this} cannot train: {problem}.", parameter);
    }

    /// <summary>Computes the numbers of a step, counted from 1, at a learning rate that the schedule has scaled.</summary>
    internal AdamWScalars At(long step, double learningRate) =>
        AdamWScalars.At(step, learningRate, Beta1, Beta2, Epsilon, WeightDecay);

    // A smaller number has fewer digits, and is 0 on some devices.
    private static bool IsFloat(double value) => float.IsNormal((float)value);

    /// <summary>Prints the optimizer as a <c>.bmlp</c> file writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"adamw(lr: {LearningRate}, betas: [{Beta1}, {Beta2}], eps: {Epsilon}, weight_decay: {WeightDecay})");
}
