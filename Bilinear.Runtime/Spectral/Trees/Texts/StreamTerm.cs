namespace Bilinear.Spectral.Trees.Texts;

/// <summary>A part of a node's functional, measured: what becomes a child.</summary>
/// <param name="Part">The part.</param>
/// <param name="Position">The position whose stream it reads; −1 without a text.</param>
/// <param name="Vector">w over the stream, with scale and pattern in it.</param>
/// <param name="Offset">w₀.</param>
/// <param name="Feature">f; zero without a text.</param>
/// <param name="Value">What it adds; zero without a text.</param>
/// <param name="Size">What decides its share.</param>
internal readonly record struct StreamTerm(StreamPart Part, int Position, double[] Vector, double Offset, double Feature, double Value, double Size);
