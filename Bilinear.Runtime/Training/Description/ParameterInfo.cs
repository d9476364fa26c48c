namespace Bilinear.Training;

/// <summary>Says how a parameter is initialised: uniformly within ±1/√fan_in, as in PyTorch's <c>Linear</c>, or with ones, as the gain of a norm.</summary>
public enum ParameterInit { UniformFanIn, Ones }

/// <summary>Describes a tensor that training changes.</summary>
/// <param name="Name">The path of the parameter in the model, such as <c>stack.0.mix.weight</c>.</param>
/// <param name="Shape">[out, in] for a weight, [out] for a bias.</param>
/// <param name="FanIn">The number of inputs that each output is computed from; that of a bias is that of its weight.</param>
/// <param name="Stacked">Whether the parameter is the stacked weight [W; V] of a bilinear layer, which is also packed for the dual product.</param>
/// <param name="IsFactor">
/// Whether it is the factor of a gate that is annealed. Weight decay leaves it alone, since it is around 1 and not around 0; and no file of weights has it, since training folds it in the end.
/// </param>
public sealed record ParameterInfo(string Name, IReadOnlyList<int> Shape, int FanIn, ParameterInit Init, bool Stacked = false, bool IsFactor = false)
{
    /// <summary>How it is measured, for the scale of a norm that training measures; null for a parameter that is trained.</summary>
    public MeasuredScale? Measured { get; init; }

    /// <summary>Whether it is in checkpoints alone, since training folds it into others in the end.</summary>
    internal bool IsFolded => IsFactor || Measured is not null;

    public int Count { get; } = PortInfo.CountOf(Shape);

    /// <summary>The rows of the parameter's matrix; a vector has one.</summary>
    public int Rows => Shape.Count == 1 ? 1 : Shape[0];

    public int Columns => Count / Rows;
}
