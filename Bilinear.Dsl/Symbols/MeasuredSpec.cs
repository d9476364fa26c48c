namespace Bilinear.Dsl.Symbols;

/// <summary>How training measures the scale of a norm.</summary>
/// <param name="IsPerChannel">A scale for each channel, and not one for all.</param>
/// <param name="Epsilon">What is added to the mean square.</param>
public sealed record MeasuredSpec(bool IsPerChannel, double Epsilon);
