using Bilinear.Serialization;

namespace Bilinear.Training;

/// <summary>Describes an output of a model and the loss that training minimises there.</summary>
/// <param name="Weight">The factor of this output's loss in the sum of losses that training minimises.</param>
public sealed record OutputInfo(string Name, IReadOnlyList<int> Shape, LossKind Loss = LossKind.CrossEntropy, double Weight = 1) : PortInfo(Name, Shape)
{
    /// <inheritdoc/>
    public override ElementType Element => ElementType.F32;

    /// <summary>The size of the last axis.</summary>
    public int Classes => Shape.Count == 0 ? 1 : Shape[^1];

    /// <summary>The number of rows of one sample, each of which has a target of its own under cross-entropy: one for each position of a sequence, otherwise one.</summary>
    public int Rows => Count / Classes;

    /// <summary>The number of targets of one sample: labels under cross-entropy, floats under mean squared error.</summary>
    public int TargetCount => Loss == LossKind.CrossEntropy ? Rows : Count;

    /// <summary>Whether the place of the largest element is an answer, which can be right or wrong. An output that is compared with numbers has no answers.</summary>
    internal bool HasAnswers => Loss == LossKind.CrossEntropy && Classes > 1;
}
