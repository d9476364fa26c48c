namespace Bilinear.Spectral;

/// <summary>A model as a function: any number of samples in, their outputs out, row by row.</summary>
public delegate void ForwardPass(ReadOnlySpan<float> input, Span<float> output);
