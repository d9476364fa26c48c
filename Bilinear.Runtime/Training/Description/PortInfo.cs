using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Training;

/// <summary>Describes one sample of an input or of an output of a model.</summary>
/// <param name="Shape">The shape of one sample, without the batch, such as <c>[28, 28]</c>.</param>
public abstract record PortInfo(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>The number of elements of one sample.</summary>
    public int Count { get; } = CountOf(Shape);

    /// <summary>The type of the elements.</summary>
    public abstract ElementType Element { get; }

    /// <summary>Computes the number of elements of a tensor of this shape.</summary>
    /// <exception cref="ArgumentException">An array cannot hold so many, or a size is negative.</exception>
    internal static int CountOf(IReadOnlyList<int> Shape)
    {
        ArgumentNullException.ThrowIfNull(Shape);
        var count = 1L;
        foreach (var size in Shape)
        {
            if (size < 0 || (count *= size) > Array.MaxLength)
                throw new ArgumentException($"No tensor has the shape {ForeignText.Shape(Shape)}: its sizes must be at least 0, and their product no more than an array can hold.", nameof(Shape));
        }
        return (int)count;
    }
}
