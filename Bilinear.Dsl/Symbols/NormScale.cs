namespace Bilinear.Dsl.Symbols;

/// <summary>What a norm divides by: the root mean square of each position, or one that training measures, the same for every input, as one number or one for each channel.</summary>
public enum NormScale { Position, Measured, Channel }
