using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Scheduling;

/// <summary>What a call states beside its operands, as the operator that it computes has it.</summary>
public abstract record CallSettings;

/// <summary>The noise of a <see cref="Kernels.Kernel.Noise"/> call. Layers are numbered in the order in which they draw.</summary>
public sealed record NoiseSettings(NoiseKind Kind, double Sigma, int Layer) : CallSettings;

/// <summary>What a norm adds to the mean square, where that is not 1e-8.</summary>
public sealed record NormSettings(double Epsilon) : CallSettings;

/// <summary>How a scale of a batch is measured, and over how many rows of each sample; of texts, over those of each position.</summary>
public sealed record BatchScaleSettings(MeasuredSpec Spec, long RowsPerSample) : CallSettings;

/// <summary>By how much the positions of a <see cref="Kernels.Kernel.Rotate"/> call turn its heads.</summary>
public sealed record RotateSettings(long Heads, double Base, bool Inverse) : CallSettings;

/// <summary>The heads of attention.</summary>
public sealed record AttentionSettings(long Heads, long KeyHeads, bool IsCausal, AttentionScores Scores) : CallSettings;
