using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Passes;

/// <summary>
/// Replaces values by cheaper ones that are equal to the last bit, and computes nothing twice. No operator disappears for good;
/// the one that appears is <see cref="Concat"/>, from the two halves of a gated unit's adjoint:
/// <code>
/// l = pad dLeft, start 0           →   dStacked = concat dLeft, dRight
/// r = pad dRight, start m
/// dStacked = add r, l
///
/// reshape (reshape x)              →   reshape x
/// reshape x to its own shape       →   x
/// slice, pad to the whole width    →   x
/// add dW, (embed_adjoint t, dy)   →   embed_adjoint t, dy, dW
/// scale x, 1                       →   x
/// a = f x; b = f x                 →   a = f x, for both
/// </code>
/// What it leaves unused is <see cref="DeadCode"/>'s.
/// </summary>
public static class Simplify
{
    public static Graph Run(Graph graph)
    {
        var known = new Dictionary<Computation, Value>();
        return GraphRewriter.Rewrite(graph, (builder, old, inputs) =>
        {
            var (op, arguments) = Reduce(old.Operator, inputs);
            if (op is null)
                return arguments[0];

            var computation = new Computation(op, arguments);
            if (!known.TryGetValue(computation, out var value))
                known[computation] = value = builder.Append(op, old.Origin, arguments);
            return value;
        });
    }

    /// <summary>The cheaper form; no operator where it is the first argument itself.</summary>
    private static (Operator? Operator, IReadOnlyList<Value> Arguments) Reduce(Operator op, IReadOnlyList<Value> inputs) => (op, inputs) switch
    {
        (Reshape reshape, [{ Operator: Reshape, Inputs: [var x] }]) => Reduce(reshape, [x]),
        (Reshape reshape, [var x]) when reshape.To.Equals(x.Type.Shape) => (null, inputs),
        (Slice slice, [var x]) when slice.Length == x.Type.Columns => (null, inputs),
        (Pad pad, [var x]) when pad.Total == x.Type.Columns => (null, inputs),
        (Scale { Factor: 1 }, [_]) => (null, inputs),
        (Add, [var sum, { Operator: EmbedAdjoint adjoint, Inputs: [var tokens, var dy] }]) => (adjoint, [tokens, dy, sum]),
        (Add, [{ Operator: EmbedAdjoint adjoint, Inputs: [var tokens, var dy] }, var sum]) => (adjoint, [tokens, dy, sum]),
        (Add, [{ Operator: Pad first, Inputs: [var a] }, { Operator: Pad second, Inputs: [var b] }]) when AreHalves(first, a, second, b) => (new Concat(), [a, b]),
        (Add, [{ Operator: Pad second, Inputs: [var b] }, { Operator: Pad first, Inputs: [var a] }]) when AreHalves(first, a, second, b) => (new Concat(), [a, b]),
        _ => (op, inputs),
    };

    private static bool AreHalves(Pad first, Value a, Pad second, Value b) =>
        first.Start == 0 && second.Start == a.Type.Columns && a.Type.Columns + b.Type.Columns == first.Total;

    /// <summary>An operator and what it is applied to; equal ones have equal results.</summary>
    private sealed class Computation(Operator op, IReadOnlyList<Value> arguments) : IEquatable<Computation>
    {
        private readonly Operator _op = op;
        private readonly IReadOnlyList<Value> _arguments = arguments;

        public bool Equals(Computation? other) => other is not null && _op.Equals(other._op) && HasArgumentsOf(other);

        public override bool Equals(object? obj) => Equals(obj as Computation);

        public override int GetHashCode()
        {
            var hash = _op.GetHashCode();
            for (var i = 0; i < _arguments.Count; i++)
                hash = unchecked((hash * 31) + _arguments[i].Id);
            return hash;
        }

        private bool HasArgumentsOf(Computation other)
        {
            if (_arguments.Count != other._arguments.Count)
                return false;
            for (var i = 0; i < _arguments.Count; i++)
            {
                if (!ReferenceEquals(_arguments[i], other._arguments[i]))
                    return false;
            }

            return true;
        }
    }
}
