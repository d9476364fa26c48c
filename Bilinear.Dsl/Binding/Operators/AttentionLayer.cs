using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Binding.Operators;

/// <summary>How <c>attention</c> becomes a layer, once the size d that it acts on is known.</summary>
internal static class AttentionLayer
{
    /// <summary>
    /// query.weight [d, d], key.weight and value.weight [d / heads · key heads, d], out.weight [d, d], and their biases; bilinear scores double the
    /// rows of query and key, the first factor's first.
    /// </summary>
    public static BoundLayer? Build(OperatorUse use)
    {
        var d = use.Input.Acting;
        var heads = use.Arguments.Integer("heads") ?? 1;
        var keyHeads = use.Arguments.Integer("kv_heads") ?? heads;
        var rope = use.Arguments.Number("rope");
        if (!Fits(use, d, heads, keyHeads, rope))
            return null;

        var scores = use.Arguments.Scores("scores");
        var factors = scores == AttentionScores.Bilinear ? 2 : 1;
        var ofKeys = d / heads * keyHeads;
        return Map(use, "query", checked(factors * d), d) is { } query
            && Map(use, "key", checked(factors * ofKeys), d) is { } key
            && Map(use, "value", ofKeys, d) is { } value
            && Map(use, "out", d, d) is { } @out
            ? new BoundAttention(use.Path, heads, keyHeads, use.Arguments.Bool("causal"), rope, scores, query, key, value, @out, use.Arguments.Noise("noise"), use.Call)
            : null;
    }

    private static bool Fits(OperatorUse use, long d, long heads, long keyHeads, double? rope)
    {
        if (d % heads != 0)
            use.File.Diagnostics.ReportUnevenHeads(use.Span, use.Path, heads, d, use.From.ToString());
        else if (heads % keyHeads != 0)
            use.File.Diagnostics.ReportUnevenKeyHeads(use.Span, use.Path, heads, keyHeads);
        else if (rope is not null && d / heads % 2 != 0)
            use.File.Diagnostics.ReportOddRope(use.Span, use.Path, heads, d);
        else
            return true;
        return false;
    }

    private static BoundMap? Map(OperatorUse use, string name, long outputs, long inputs) =>
        use.Parameter($"{name}.weight", [outputs, inputs], inputs) is { } weight
            ? new BoundMap(weight, use.Arguments.Bool("bias") ? use.Parameter($"{name}.bias", [outputs], inputs) : null)
            : null;
}
