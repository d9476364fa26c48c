using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>What flows: floats, or tokens of a vocabulary.</summary>
/// <param name="Vocabulary">How many different tokens there are; zero for floats.</param>
internal sealed record PortType(TensorShape Shape, long Vocabulary = 0)
{
    public bool IsTokens => Shape.Element == ElementType.I32;

    /// <summary>The size that a layer acts on: the last axis, or the vocabulary of tokens.</summary>
    public long Acting => IsTokens ? Vocabulary : Shape.Last;

    public override string ToString() => IsTokens ? $"token[{CanonicalNumber.Of(Vocabulary)}][{string.Join(", ", Shape.Dims)}]" : Shape.ToString();
}
