namespace Bilinear.Serialization;

/// <summary>A tensor to be written: its elements row by row.</summary>
public sealed record NamedTensor(string Name, IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values);
