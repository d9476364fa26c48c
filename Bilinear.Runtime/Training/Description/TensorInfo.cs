namespace Bilinear.Training;

/// <summary>A model's input or output: one sample of it.</summary>
/// <param name="Shape">Without the batch: <c>[28, 28]</c>.</param>
/// <param name="Vocabulary">For tokens, how many different ones there are; zero for floats.</param>
public sealed record TensorInfo(string Name, IReadOnlyList<int> Shape, int Vocabulary = 0)
{
    /// <summary>Elements of one sample.</summary>
    public int Count { get; } = Shape.Aggregate(1, (product, size) => checked(product * size));
}
