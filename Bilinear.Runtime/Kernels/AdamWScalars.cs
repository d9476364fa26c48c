namespace Bilinear.Kernels;

/// <summary>
/// The numbers of one AdamW step t (from 1): p ← p·(1 − lr·decay) − lr·(m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε).
/// Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", as PyTorch computes it.
/// </summary>
/// <param name="Correction1">1 − β₁ᵗ.</param>
/// <param name="Correction2">1 − β₂ᵗ.</param>
public readonly record struct AdamWScalars(float LearningRate, float Beta1, float Beta2, float Epsilon, float WeightDecay, float Correction1, float Correction2);
