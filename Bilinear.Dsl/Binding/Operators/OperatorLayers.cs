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

    /// <summary>weight [2m, d], W first; bias [2m]. <c>bilinear</c> has no argument <c>gate</c>, and so the gate none.</summary>
    public static BoundLayer? Glu(OperatorUse use)
    {
        var d = use.Input.Acting;
        return use.Parameter("weight", [2 * use.Size, d], d) is { } weight
            ? new BoundGlu(use.Path, use.Operator, use.Arguments.Gate("gate"), weight, use.Bias(2 * use.Size, d), use.Arguments.Noise("noise"), use.Span)
            : null;
    }

    /// <summary>weight [d], the gain, where it is asked for</summary>
    public static BoundLayer RmsNorm(OperatorUse use)
    {
        var d = use.Input.Acting;
        return new BoundRmsNorm(use.Path, use.Arguments.Bool("gain") ? use.Parameter("weight", [d], d, ParameterInit.Ones) : null, use.Span);
    }

    public static BoundLayer Flatten(OperatorUse use) => new BoundFlatten(use.Path, use.Span);

    /// <summary>weight [vocabulary, n]: one row for each token</summary>
    public static BoundLayer? Embedding(OperatorUse use) =>
        use.Parameter("weight", [use.Input.Vocabulary, use.Size], use.Size) is { } weight
            ? new BoundEmbedding(use.Path, weight, NoiseSpec.None, use.Call)
            : null;

    /// <summary>query.weight, key.weight, value.weight and out.weight, each [d, d]; a head has d / heads of the d.</summary>
    public static BoundLayer? Attention(OperatorUse use)
    {
        var d = use.Input.Acting;
        var heads = use.Arguments.Integer("heads") ?? 1;
        var rope = use.Arguments.Number("rope");
        if (d % heads != 0)
        {
            use.File.Diagnostics.ReportUnevenHeads(use.Span, use.Path, heads, d, use.From.ToString());
            return null;
        }

        if (rope is not null && d / heads % 2 != 0)
        {
            use.File.Diagnostics.ReportOddRope(use.Span, use.Path, heads, d);
            return null;
        }

        return use.Parameter("query.weight", [d, d], d) is { } query
            && use.Parameter("key.weight", [d, d], d) is { } key
            && use.Parameter("value.weight", [d, d], d) is { } value
            && use.Parameter("out.weight", [d, d], d) is { } @out
            ? new BoundAttention(use.Path, heads, use.Arguments.Bool("causal"), rope, query, key, value, @out, use.Arguments.Noise("noise"), use.Call)
            : null;
    }
}
