using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Autodiff;

/// <summary>
/// The adjoint of x under y = x ⊙ scale, scale = 1/s of a norm that is measured. In the backward pass s is the root mean square of the batch, though in the forward pass it is that
/// of many: dx = scale ⊙ (dy − x·(Σ dy⊙x / Σ x²)), the sums over the rows of each channel, or over all elements. What is left has no part along x. Without that, gradients
/// make x larger and larger, and s follows, to no use. Of a norm that is applied several times each use is taken by itself.
/// Source: the remark on normalization outside the gradient in Ioffe and Szegedy, "Batch Normalization", section 2.
/// </summary>
internal static class MeasuredScale
{
    /// <summary>The scale [n] of which these are the rows; null for other values.</summary>
    public static Value? Of(Value rows) => rows is { Operator: Broadcast, Inputs: [{ Operator: Parameter { Symbol.Measured: not null } } scale] } ? scale : null;

    public static Value Adjoint(AdjointSite at, Value dy, Value scale)
    {
        var x = at.Left;
        var along = Sum("along", Append("along_rows", new Multiply(), dy, x));
        var squares = Sum("squares", Append("squares_rows", new Multiply(), x, x));
        var share = Append("share", new Multiply(), along, Append("per_square", new Unary(PointwiseFunction.Reciprocal), squares));
        var scaled = Append("scaled", new Scale(-1), Append("scaled_share", new Multiply(), share, scale));
        return at.Append(
            new Add(),
            Append("whole", new Multiply(), dy, at.Right),
            Append("part_along", new Multiply(), x, Append("scaled_rows", new Broadcast(x.Type), scaled)));

        Value Append(string step, Operator op, params IReadOnlyList<Value> inputs) => at.Builder.Append(op, at.At.Step(step), inputs);

        // Σ over the rows, [n]; for one scale over all elements, n times.
        Value Sum(string step, Value rows)
        {
            var sums = Append(step, new SumRows(), rows);
            if (((Parameter)scale.Operator).Symbol.Measured!.IsPerChannel)
                return sums;
            var (column, row) = (new TensorShape(ElementType.F32, [sums.Type.Columns, 1]), sums.Type.Shape);
            var total = Append($"{step}_total", new SumRows(), Append($"{step}_column", new Reshape(column), sums));
            return Append($"{step}_all", new Reshape(row), Append($"{step}_totals", new Broadcast(TensorType.Fixed(column.Dims)), total));
        }
    }
}
