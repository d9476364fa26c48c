using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Ir;

/// <summary>The type of every operator's result; null where its inputs do not fit.</summary>
public static class TypeRules
{
    public static TensorType? Infer(Operator op, IReadOnlyList<Value> inputs)
    {
        var types = new TensorType[inputs.Count];
        for (var i = 0; i < types.Length; i++)
            types[i] = inputs[i].Type;
        return Infer(op, types);
    }

    public static TensorType? Infer(Operator op, IReadOnlyList<TensorType> inputs) => (op, inputs) switch
    {
        (Input input, []) => input.Type,
        (Target target, []) => target.Type,
        (Parameter parameter, []) => TensorType.Fixed(parameter.Symbol.Dims),

        (MatMul product, [{ Dims.Count: > 0 } left, { Dims.Count: > 0 } right]) => Product(product, left, right),
        (Reshape reshape, [var x]) when reshape.To.Element == x.Element && reshape.To.Count == x.Shape.Count => x with { Shape = reshape.To },
        (Slice slice, [{ Dims.Count: > 0 } x]) when Fits(slice.Start, slice.Length, x.Columns) => x.WithLast(slice.Length),
        (Pad pad, [{ Dims.Count: > 0 } x]) when Fits(pad.Start, x.Columns, pad.Total) => x.WithLast(pad.Total),
        (Concat, [var first, _, ..]) when inputs.All(x => x.HasRowsOf(first)) => first.WithLast(inputs.Sum(x => x.Columns)),
        (Broadcast broadcast, [{ IsVector: true } x]) when x.Columns == broadcast.To.Columns => broadcast.To,
        (SumRows, [{ Dims.Count: > 0 } x]) => TensorType.Fixed([x.Columns]),

        (Add or Multiply, [var left, var right]) when left == right => left,
        (Scale or Unary or Noise, [var x]) => x,

        (RmsNorm, [{ Dims.Count: > 0 } x]) => x,
        (RmsNormAdjoint, [{ Dims.Count: > 0 } x, var dy]) when x == dy => x,

        (CrossEntropy, [var logits, var labels]) when labels == LabelsOf(logits) => TensorType.Scalar,
        (CrossEntropyAdjoint, [var logits, var labels]) when labels == LabelsOf(logits) => logits,
        (SquaredError, [var output, var target]) when output == target => TensorType.Scalar,
        (SquaredErrorAdjoint, [var output, var target]) when output == target => output,

        _ => null,
    };

    /// <summary>One label a row: the logits' type without its last axis.</summary>
    public static TensorType? LabelsOf(TensorType logits) => logits.Dims.Count == 0
        ? null
        : logits with { Shape = new TensorShape(ElementType.I32, [.. logits.Dims.Take(logits.Dims.Count - 1)]) };

    private static bool Fits(long start, long length, long total) => start >= 0 && length > 0 && length <= total - start;

    private static TensorType? Product(MatMul product, TensorType left, TensorType right) => product switch
    {
        // y[…, n] = x[…, k]·w[k, n]
        { TransposeLeft: false, TransposeRight: false } when right.IsMatrix && left.Columns == right.Rows => left.WithLast(right.Columns),

        // y[…, n] = x[…, k]·w[n, k]ᵀ
        { TransposeLeft: false, TransposeRight: true } when right.IsMatrix && left.Columns == right.Columns => left.WithLast(right.Rows),

        // y[k, n] = l[rows, k]ᵀ·r[rows, n]: the batch is summed away
        { TransposeLeft: true, TransposeRight: false } when left.HasRowsOf(right) => TensorType.Fixed([left.Columns, right.Columns]),

        // y[k, n] = l[rows, k]ᵀ·r[n, rows]ᵀ
        { TransposeLeft: true, TransposeRight: true } when left.IsMatrix && right.IsMatrix && left.Rows == right.Columns => TensorType.Fixed([left.Columns, right.Rows]),

        _ => null,
    };
}
