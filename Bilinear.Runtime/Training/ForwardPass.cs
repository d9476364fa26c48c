namespace Bilinear.Training;

/// <summary>A model as a function: any number of samples in, their outputs out, row by row: [samples, input] to [samples, output].</summary>
public delegate void ForwardPass(ReadOnlySpan<float> input, Span<float> output);
