using Bilinear.Serialization;

namespace Bilinear.Training;

/// <summary>An input of a model: floats, or tokens.</summary>
/// <param name="Vocabulary">For tokens, how many different ones there are; zero for floats.</param>
public sealed record InputInfo(string Name, IReadOnlyList<int> Shape, int Vocabulary = 0) : PortInfo(Name, Shape)
{
    /// <inheritdoc/>
    public override ElementType Element => Vocabulary > 0 ? ElementType.I32 : ElementType.F32;
}
