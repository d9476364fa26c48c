using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Binding.Operators;

/// <summary>How each operator becomes a layer with parameters, once the size d that it acts on is known.</summary>
internal static class OperatorLayers
{
    /// <summary>weight [n, d], bias [n]</summary>
    public static BoundLayer? Linear(OperatorUse use)
    {
        var d = use.Input.Acting;
        return use.Parameter("weight", [use.Size, d], d) is { } weight
            ? new BoundLinear(use.Path, weight, use.Bias(use.Size, d), use.Arguments.Noise("noise"), use.Span)
            : null;
    }

    /// <summary>weight [2m, d], W first; bias [2m]; factor [m] of a gate that is annealed. <c>bilinear</c> has no argument <c>gate</c>, and so the gate none.</summary>
    public static BoundLayer? Glu(OperatorUse use)
    {
        var d = use.Input.Acting;
        var gate = use.Arguments.Gate("gate");
        return use.Parameter("weight", [2 * use.Size, d], d) is { } weight
            ? new BoundGlu(use.Path, use.Operator, gate, weight, use.Bias(2 * use.Size, d), use.Arguments.Noise("noise"), use.Span)
            {
                Factor = use.Anneals && gate == Gate.Silu && use.Parameter("factor", [use.Size], d, ParameterInit.Ones) is { } factor ? factor with { IsFactor = true } : null,
            }
            : null;
    }

    /// <summary>weight [d], the gain, where it is asked for; scale [d], 1/s of a scale that is measured</summary>
    public static BoundLayer RmsNorm(OperatorUse use)
    {
        var (d, scale, epsilon) = (use.Input.Acting, use.Arguments.Scale("scale"), use.Arguments.Number("eps") ?? BoundRmsNorm.DefaultEpsilon);
        return new BoundRmsNorm(use.Path, use.Arguments.Bool("gain") ? use.Parameter("weight", [d], d, ParameterInit.Ones) : null, epsilon, use.Span)
        {
            Scale = scale != NormScale.Position && use.Parameter("scale", [d], d, ParameterInit.Ones) is { } measured ? measured with { Measured = new MeasuredSpec(scale == NormScale.Channel, epsilon) } : null,
        };
    }

    public static BoundLayer Flatten(OperatorUse use) => new BoundFlatten(use.Path, use.Span);

    /// <summary>weight [vocabulary, n]: one row for each token</summary>
    public static BoundLayer? Embedding(OperatorUse use) =>
        use.Parameter("weight", [use.Input.Vocabulary, use.Size], use.Size) is { } weight
            ? new BoundEmbedding(use.Path, weight, use.Call)
            : null;

    /// <summary>The weight of the embedding that it names, transposed: no parameter of its own.</summary>
    public static BoundLayer? Unembedding(OperatorUse use)
    {
        if (use.Embedding is not { } embedding)
            return null;
        if (embedding.Weight.Dims[1] == use.Input.Acting)
            return new BoundUnembedding(use.Path, embedding, use.Call);
        use.File.Diagnostics.ReportUnembeddingSize(use.Step, use.Path, embedding.Path, embedding.Weight.Dims[1], use.Input.ToString(), use.From.ToString());
        return null;
    }
}
