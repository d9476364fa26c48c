namespace Bilinear.Training;

/// <summary>How a parameter starts: uniform ±1/√fan_in as PyTorch's <c>Linear</c>, or all ones (a norm's gain).</summary>
public enum ParameterInit { UniformFanIn, Ones }

/// <summary>A trained tensor.</summary>
/// <param name="Name">Its path in the model: <c>stack.0.mix.weight</c>.</param>
/// <param name="Shape">[out, in] for a weight, [out] for a bias.</param>
/// <param name="FanIn">The inputs of one output; a bias has its weight's.</param>
/// <param name="Stacked">It is the [W; V] of a bilinear layer, which the dual product reads: packed for that too.</param>
public sealed record ParameterInfo(string Name, IReadOnlyList<int> Shape, int FanIn, ParameterInit Init, bool Stacked = false)
{
    public int Count { get; } = PortInfo.CountOf(Shape);

    /// <summary>Rows of its matrix; a vector has one.</summary>
    public int Rows => Shape.Count == 1 ? 1 : Shape[0];

    public int Columns => Count / Rows;
}
