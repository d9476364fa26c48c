namespace Bilinear.Training;

/// <summary>Computes the outputs of any number of samples, row by row: [samples, input] to [samples, output].</summary>
public delegate void ForwardPass(ReadOnlySpan<float> input, Span<float> output);
