namespace Bilinear.Dsl.Symbols;

/// <summary>How attention scores a query against a key: q·k/√s under a softmax, or the product (q1·k1)(q2·k2)/s without one.</summary>
public enum AttentionScores { Softmax, Bilinear }
