using Bilinear.Serialization;

namespace Bilinear.Training;

/// <summary>Describes an input of a model, which takes floats or tokens.</summary>
/// <param name="Vocabulary">The number of different tokens; zero for an input of floats.</param>
public sealed record InputInfo(string Name, IReadOnlyList<int> Shape, int Vocabulary = 0) : PortInfo(Name, Shape)
{
    /// <inheritdoc/>
    public override ElementType Element => Vocabulary > 0 ? ElementType.I32 : ElementType.F32;
}
