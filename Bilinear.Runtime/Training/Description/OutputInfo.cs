using Bilinear.Serialization;

namespace Bilinear.Training;

/// <summary>An output of a model, and what training makes small there.</summary>
/// <param name="Weight">How many times the sum of losses that is trained has this one.</param>
public sealed record OutputInfo(string Name, IReadOnlyList<int> Shape, LossKind Loss = LossKind.CrossEntropy, double Weight = 1) : PortInfo(Name, Shape)
{
    /// <inheritdoc/>
    public override ElementType Element => ElementType.F32;

    /// <summary>The size of the last axis.</summary>
    public int Classes => Shape.Count == 0 ? 1 : Shape[^1];

    /// <summary>Rows of one sample, each with a target of its own under cross-entropy: positions of a sequence, else one.</summary>
    public int Rows => Count / Classes;

    /// <summary>Targets of one sample: labels under cross-entropy, floats under mean squared error.</summary>
    public int TargetCount => Loss == LossKind.CrossEntropy ? Rows : Count;

    /// <summary>Whether the largest element is an answer, which can be right, or the same as another's. An output that is compared with numbers has none.</summary>
    internal bool HasAnswers => Loss == LossKind.CrossEntropy && Classes > 1;
}
