namespace Bilinear.Serialization;

/// <summary>A tensor that is to be written.</summary>
/// <param name="Values">The elements, row by row.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values);
