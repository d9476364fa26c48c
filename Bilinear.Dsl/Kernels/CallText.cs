using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Kernels;

/// <summary>A call of a kernel as a person reads it: names for all that it reads and writes.</summary>
/// <param name="Inputs">The kernel's own operands.</param>
/// <param name="EpilogueInputs">What <see cref="InputElement"/> counts.</param>
/// <param name="Product">What the accumulator is called where it is used more than once.</param>
/// <param name="Noise">Null for every kernel that draws none.</param>
public sealed record CallText(
    Kernel Kernel, IReadOnlyList<string> Inputs, IReadOnlyList<string> EpilogueInputs, IReadOnlyList<ResultText> Results, string Product, NoiseSpec? Noise);

/// <summary>Something that a call writes.</summary>
/// <param name="Shape">The shape as it stands behind the name: <c>[b,512]</c>.</param>
/// <param name="Expression">What the epilogue computes; null for a kernel that takes none.</param>
public sealed record ResultText(string Name, string Shape, ScalarExpression? Expression);
