using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Ir;

/// <summary>One value of a graph, computed once (SSA). Identity is by reference.</summary>
/// <param name="id">Its place in <see cref="Graph.Values"/>.</param>
public sealed class Value(int id, Operator op, IReadOnlyList<Value> inputs, TensorType type, Origin origin)
{
    public int Id { get; } = id;

    public Operator Operator { get; } = op;

    public IReadOnlyList<Value> Inputs { get; } = inputs;

    public TensorType Type { get; } = type;

    public Origin Origin { get; } = origin;

    /// <summary>What a person would call it; several values may have one name.</summary>
    public string Name => Origin.Name;

    public override string ToString() => $"%{Id} {Name}: {Type}";
}

/// <summary>Where a value comes from in the program.</summary>
/// <param name="Name">
/// The path of the layer whose result it is (<c>stack.0.mix</c>), a parameter's path, or the name of a bound value.
/// A step inside a layer has the layer's path and its own name: <c>body.left</c>. The adjoint of X is dX: <c>dBody</c>, <c>dHead.weight</c>.
/// </param>
/// <param name="Layer">The path of the layer that it belongs to; empty where there is none.</param>
/// <param name="Span">Its place in the file.</param>
public sealed record Origin(string Name, string Layer, TextSpan Span)
{
    /// <summary>A step inside the same layer.</summary>
    public Origin Step(string name) => this with { Name = Layer.Length == 0 ? name : $"{Layer}.{name}" };

    /// <summary>The origin of the adjoint: <c>body</c> gives <c>dBody</c>.</summary>
    public Origin Adjoint() => this with { Name = "d" + char.ToUpperInvariant(Name[0]) + Name.Substring(1) };

    /// <summary>The origin of one term of a sum.</summary>
    public Origin Part() => this with { Name = Name + ".part" };
}
