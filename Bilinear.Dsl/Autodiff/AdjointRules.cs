using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Autodiff;

/// <summary>
/// What every operator passes back: one table. An operator that is bilinear in its two inputs registers the transpose for each,
/// a linear one its transpose, a pointwise one its derivative; all in the operators of the graph itself.
/// </summary>
internal static class AdjointRules
{
    /// <summary>Gives the adjoint of the site's x, as far as this use goes.</summary>
    public delegate Value Rule(AdjointSite at, Value dy);

    private static readonly Dictionary<Type, Rule> Table = new()
    {
        // y = l·r, each perhaps transposed
        [typeof(MatMul)] = Bilinear(MatMulLeft, MatMulRight),

        // y = l ⊙ r:   dl = dy ⊙ r,   dr = dy ⊙ l
        [typeof(Multiply)] = Bilinear((at, dy) => at.Append(new Multiply(), dy, at.Right), (at, dy) => at.Append(new Multiply(), dy, at.Left)),

        // y = a + b:   da = db = dy
        [typeof(Add)] = Linear((_, dy) => dy),
        [typeof(Scale)] = Linear((at, dy) => at.Append(at.Y.Operator, dy)),
        [typeof(Reshape)] = Linear((at, dy) => at.Append(new Reshape(at.X.Type.Shape), dy)),
        [typeof(Slice)] = Linear((at, dy) => at.Append(new Pad(((Slice)at.Y.Operator).Start, at.X.Type.Columns), dy)),
        [typeof(Pad)] = Linear((at, dy) => at.Append(new Slice(((Pad)at.Y.Operator).Start, at.X.Type.Columns), dy)),
        [typeof(Concat)] = Linear((at, dy) => at.Append(new Slice(at.Y.Inputs.Take(at.Index).Sum(part => part.Type.Columns), at.X.Type.Columns), dy)),
        [typeof(Broadcast)] = Linear((at, dy) => at.Append(new SumRows(), dy)),
        [typeof(SumRows)] = Linear((at, dy) => at.Append(new Broadcast(at.X.Type), dy)),

        // y = f(x):   dx = dy ⊙ f'(x)
        [typeof(Unary)] = (at, dy) => at.Append(new Multiply(), dy, at.Builder.Append(new Unary(DerivativeOf(((Unary)at.Y.Operator).Function)!.Value), at.Y.Origin.Step("slope"), at.X)),

        [typeof(RmsNorm)] = (at, dy) => at.Append(new RmsNormAdjoint(((RmsNorm)at.Y.Operator).Epsilon), at.X, dy),

        // y = 1/√(squares / N + ε): in the place of an adjoint the running scale gets y, which it is moved towards
        [typeof(BatchScale)] = (at, dy) => at.Index == 0 ? at.Append(new BatchScaleAdjoint(((BatchScale)at.Y.Operator).Of, ((BatchScale)at.Y.Operator).Spec), at.Y, dy) : at.Y,

        // y = table[tokens]: only the table has an adjoint
        [typeof(Embed)] = Linear((at, dy) => at.Append(new EmbedAdjoint(at.X.Type.Rows), at.Left, dy)),
        [typeof(Rotate)] = Linear((at, dy) => at.Append((Rotate)at.Y.Operator with { Inverse = !((Rotate)at.Y.Operator).Inverse }, dy)),
        [typeof(Attention)] = Attention,

        // y = x + σn, and σ is taken as it is: no gradient flows through it
        [typeof(Noise)] = Linear((_, dy) => dy),
    };

    /// <summary>The losses: nothing comes after them, so their rule takes no dy, which is 1. Only the prediction has an adjoint, the target none.</summary>
    private static readonly Dictionary<Type, Func<int, Operator>> Losses = new()
    {
        [typeof(CrossEntropy)] = _ => new CrossEntropyAdjoint(),
        [typeof(SquaredError)] = _ => new SquaredErrorAdjoint(),
        [typeof(LinearCrossEntropy)] = of => new LinearCrossEntropyAdjoint(of),
    };

    /// <summary>The gradient with respect to one input of an operator; null where the operator has no derivative.</summary>
    public static Value? Apply(AdjointSite at) => (at.Y.Operator, at.DY) switch
    {
        (var op, null) when Losses.TryGetValue(op.GetType(), out var adjoint) => at.Append(adjoint(at.Index), at.Y.Inputs),
        (Unary unary, _) when DerivativeOf(unary.Function) is null => null,
        (var op, { } dy) when Table.TryGetValue(op.GetType(), out var rule) => rule(at, dy),
        _ => null,
    };

    private static Rule Linear(Rule transpose) => transpose;

    private static Rule Bilinear(Rule left, Rule right) => (at, dy) => at.Index == 0 ? left(at, dy) : right(at, dy);

    private static PointwiseFunction? DerivativeOf(PointwiseFunction function) => function switch
    {
        PointwiseFunction.Relu => PointwiseFunction.ReluDerivative,
        PointwiseFunction.Silu => PointwiseFunction.SiluDerivative,
        PointwiseFunction.Gelu => PointwiseFunction.GeluDerivative,
        PointwiseFunction.Logistic => PointwiseFunction.LogisticDerivative,
        _ => null,
    };

    // The scores are computed again from q, k and v; under a softmax from its log sums too, which the forward pass stores.
    private static Value Attention(AdjointSite at, Value dy)
    {
        var shape = ((Attention)at.Y.Operator).Shape;
        var adjoint = new AttentionAdjoint(shape, at.Index);
        return shape.Scores == Symbols.AttentionScores.Bilinear
            ? at.Append(adjoint, [.. at.Y.Inputs, dy])
            : at.Append(adjoint, [.. at.Y.Inputs, at.Y, at.Builder.Append(new AttentionLogSums(shape), at.Y.Origin.Step("log_sums"), at.Y.Inputs), dy]);
    }

    private static Value MatMulLeft(AdjointSite at, Value dy) => (MatMul)at.Y.Operator switch
    {
        // y = l·r:     dl = dy·rᵀ            y = l·rᵀ:    dl = dy·r
        { TransposeLeft: false, TransposeRight: var right } => at.Append(new MatMul(TransposeRight: !right), dy, at.Right),

        // y = lᵀ·r:    dl = r·dyᵀ            y = lᵀ·rᵀ:   dl = rᵀ·dyᵀ
        { TransposeRight: var right } => at.Append(new MatMul(TransposeLeft: right, TransposeRight: true), at.Right, dy),
    };

    private static Value MatMulRight(AdjointSite at, Value dy) => (MatMul)at.Y.Operator switch
    {
        // y = l·r:     dr = lᵀ·dy            y = lᵀ·r:    dr = l·dy
        { TransposeRight: false, TransposeLeft: var left } => at.Append(new MatMul(TransposeLeft: !left), at.Left, dy),

        // y = l·rᵀ:    dr = dyᵀ·l            y = lᵀ·rᵀ:   dr = dyᵀ·lᵀ
        { TransposeLeft: var left } => at.Append(new MatMul(TransposeLeft: true, TransposeRight: left), dy, at.Left),
    };
}
