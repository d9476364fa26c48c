namespace Bilinear.Kernels;

/// <summary>
/// Holds the factors of one AdamW step t, counted from 1: p ← p·(1 − lr·decay) − lr·(m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε), computed in double
/// and then rounded, as PyTorch does: 1 − 0.999f is off by 5e-5.
/// Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", as PyTorch computes it.
/// </summary>
/// <param name="Decay">1 − lr·decay</param>
/// <param name="Take1">1 − β₁</param>
/// <param name="Keep2">β₂</param>
/// <param name="Take2">1 − β₂</param>
/// <param name="Root2">√(1−β₂ᵗ)</param>
/// <param name="Step">lr/(1−β₁ᵗ)</param>
public readonly record struct AdamWScalars(float Decay, float Take1, float Keep2, float Take2, float Root2, float Epsilon, float Step)
{
    /// <summary>Computes the factors of a step, counted from 1.</summary>
    public static AdamWScalars At(long step, double learningRate, double beta1, double beta2, double epsilon, double weightDecay) => new(
        (float)(1 - learningRate * weightDecay),
        (float)(1 - beta1),
        (float)beta2,
        (float)(1 - beta2),
        (float)Math.Sqrt(1 - Math.Pow(beta2, step)),
        (float)epsilon,
        (float)(learningRate / (1 - Math.Pow(beta1, step))));
}
