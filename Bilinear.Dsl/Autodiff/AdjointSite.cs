using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Autodiff;

/// <summary>One use of a value x by y = op(…, x, …), where an adjoint rule stands: given dy, what does this use add to dx?</summary>
/// <param name="Builder">Takes what the rule appends.</param>
/// <param name="Y">The value whose adjoint is known.</param>
/// <param name="DY">Its adjoint. The loss has none: it is the one value whose adjoint is 1.</param>
/// <param name="Index">The number of the input of y that x is.</param>
/// <param name="At">Where what the rule appends comes from: it is dx, or a part of it.</param>
internal sealed record AdjointSite(GraphBuilder Builder, Value Y, Value? DY, int Index, Origin At)
{
    public Value X => Y.Inputs[Index];

    public Value Left => Y.Inputs[0];

    public Value Right => Y.Inputs[1];

    /// <summary>Appends the rule's result.</summary>
    public Value Append(Operator op, params IReadOnlyList<Value> inputs) => Builder.Append(op, At, inputs);
}
