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
        (Sharpness sharpness, []) => TensorType.Fixed([sharpness.Length]),

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

        (BatchScale batch, [{ IsVector: true } squares, var scale]) when squares == scale && squares.Columns == batch.Of.Columns => squares,
        (BatchScaleAdjoint batch, [{ IsVector: true } scale, var dScale]) when scale == dScale && scale.Columns == batch.Of.Columns => scale,

        (Embed, [{ Element: ElementType.I32 } tokens, { IsMatrix: true } table]) => tokens with { Shape = new TensorShape(ElementType.F32, [.. tokens.Dims, table.Columns]) },
        (EmbedAdjoint adjoint, [var tokens, { Dims.Count: > 0 } dy]) when tokens == LabelsOf(dy) => TensorType.Fixed([adjoint.Vocabulary, dy.Columns]),
        (EmbedAdjoint adjoint, [var tokens, { Dims.Count: > 0 } dy, var earlier]) when tokens == LabelsOf(dy) && earlier == TensorType.Fixed([adjoint.Vocabulary, dy.Columns]) => earlier,
        (Rotate rotate, [{ Dims.Count: > 1 } x]) when x.Columns % (2 * rotate.Heads) == 0 => x,
        (Attention attention, [var q, var k, var v]) when Attends(attention.Shape, q, k, v) => q.WithLast(q.Columns / attention.Shape.Factors),
        (AttentionLogSums attention, [var q, var k, var v]) when Attends(attention.Shape, q, k, v) => q.WithLast(attention.Shape.Heads),
        (AttentionAdjoint { Shape.Scores: AttentionScores.Bilinear } adjoint, [var q, var k, var v, var dO]) when Attends(adjoint.Shape, q, k, v) && dO == q.WithLast(q.Columns / 2) =>
            inputs[adjoint.Of],
        (AttentionAdjoint { Shape.Scores: AttentionScores.Softmax } adjoint, [var q, var k, var v, var o, var sums, var dO])
            when Attends(adjoint.Shape, q, k, v) && dO == q && o == q && sums == q.WithLast(adjoint.Shape.Heads) => inputs[adjoint.Of],

        (LinearCrossEntropy, _) when Judges(inputs) => TensorType.Scalar,
        (LinearCrossEntropyAdjoint adjoint, _) when Judges(inputs) && adjoint.Of < inputs.Count - 1 => inputs[adjoint.Of],

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

    /// <summary>Whether q has heads·s columns, k and v key heads·s, and all of them the same positions.</summary>
    private static bool Attends(AttentionShape shape, TensorType q, TensorType k, TensorType v) =>
        q.Dims.Count > 1 && q.HasRowsOf(k) && q.HasRowsOf(v) && shape.Heads % shape.KeyHeads == 0
        && q.Columns % (shape.Heads * shape.Factors) == 0
        && v.Columns == q.Columns / shape.Factors / shape.Heads * shape.KeyHeads && k.Columns == v.Columns * shape.Factors;

    private static bool Judges(IReadOnlyList<TensorType> inputs) =>
        inputs.Count is 3 or 4 && (inputs[0], inputs[1], inputs[inputs.Count - 1]) is ({ Dims.Count: > 0 } x, { IsMatrix: true } weight, var labels)
        && weight.Columns == x.Columns && labels == LabelsOf(x) && (inputs.Count == 3 || (inputs[2].IsVector && inputs[2].Columns == weight.Rows));

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
