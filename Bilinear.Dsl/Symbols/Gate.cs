namespace Bilinear.Dsl.Symbols;

/// <summary>What acts on the left half of a gated linear unit; none is the bilinear layer.</summary>
public enum Gate { None, Relu, Silu, Gelu }
