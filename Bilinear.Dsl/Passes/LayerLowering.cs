using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Passes;

/// <summary>Lowers one application of a layer that holds no other layers.</summary>
/// <param name="whileTraining">Whether there is noise, and norms whose scales are measured divide by those of the batch.</param>
internal sealed class LayerLowering(GraphBuilder builder, bool whileTraining)
{
    private readonly Dictionary<ParameterSymbol, Value> _parameters = [];
    private readonly List<Value?> _norms = [];
    private int _noisyLayers;

    /// <summary>What each application of a norm gives before its gain, in the order of the flow; null for a norm whose scale is measured.</summary>
    public IReadOnlyList<Value?> Norms => _norms;

    /// <summary>The parameters stand in the graph in the order of declaration, before everything that uses them.</summary>
    public void Declare(IReadOnlyList<ParameterSymbol> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            var symbol = parameters[i];
            var layer = symbol.Path.Substring(0, Math.Max(0, symbol.Path.LastIndexOf('.')));
            _parameters[symbol] = builder.Append(new Parameter(i, symbol), new Origin(symbol.Path, layer, symbol.Span));
        }
    }

    /// <param name="at">The origin of the result.</param>
    public Value Lower(BoundLayer layer, Value x, Origin at) => layer switch
    {
        BoundLinear linear => Affine(Noisy(x, linear.Noise, at), linear.Weight, linear.Bias, at),
        BoundGlu glu => Glu(Noisy(x, glu.Noise, at), glu, at),
        BoundRmsNorm norm => RmsNorm(x, norm, at),
        BoundEmbedding embedding => builder.Append(new Embed(), at, x, _parameters[embedding.Weight]),
        BoundUnembedding unembedding => Affine(x, unembedding.Embedding.Weight, null, at),
        BoundAttention attention => Attention(Noisy(x, attention.Noise, at), attention, at),
        BoundFlatten => builder.Append(new Reshape(new TensorShape(x.Type.Element, [x.Type.Shape.Count])), at, x),
        _ => throw new ArgumentException($"No operator computes the layer {layer.Path}; give it one here.", nameof(layer)),
    };

    // y[…, n] = x[…, k]·weight[n, k]ᵀ + bias[n]
    private Value Affine(Value x, ParameterSymbol weight, ParameterSymbol? bias, Origin at)
    {
        var product = builder.Append(new MatMul(TransposeRight: true), bias is null ? at : at.Step("product"), x, _parameters[weight]);
        return bias is null ? product : builder.Append(new Add(), at, product, PerRow(bias, product, at.Step("bias_rows")));
    }

    // s[…, 2m] = x[…, d]·[W; V]ᵀ + [b_w, b_v];   y[…, m] = gate(s[…, :m]) ⊙ s[…, m:]
    // annealed: gate(l) = factor[m] ⊙ l ⊙ σ(β·l)
    private Value Glu(Value x, BoundGlu glu, Origin at)
    {
        var stacked = Affine(x, glu.Weight, glu.Bias, at.Step("stacked"));
        var left = builder.Append(new Slice(0, glu.Output), at.Step("left"), stacked);
        var right = builder.Append(new Slice(glu.Output, glu.Output), at.Step("right"), stacked);
        return builder.Append(new Multiply(), at, glu.Factor is { } factor ? Annealed(left, factor, at) : Gated(left, glu.Gate, at.Step("gated")), right);
    }

    private Value Gated(Value x, Gate gate, Origin at) => gate switch
    {
        Gate.Relu => builder.Append(new Unary(PointwiseFunction.Relu), at, x),
        Gate.Silu => builder.Append(new Unary(PointwiseFunction.Silu), at, x),
        Gate.Gelu => builder.Append(new Unary(PointwiseFunction.Gelu), at, x),
        _ => x,
    };

    // The factor first, so that what is left of the gate at β = 0 is ½·(factor ⊙ l).
    private Value Annealed(Value x, ParameterSymbol factor, Origin at)
    {
        var sharpness = builder.Append(new Sharpness(x.Type.Columns), at.Step("beta"));
        var sharpened = builder.Append(new Multiply(), at.Step("sharpened"), x, builder.Append(new Broadcast(x.Type), at.Step("beta_rows"), sharpness));
        var open = builder.Append(new Unary(PointwiseFunction.Logistic), at.Step("open"), sharpened);
        var scaled = builder.Append(new Multiply(), at.Step("scaled"), x, PerRow(factor, x, at.Step("factor_rows")));
        return builder.Append(new Multiply(), at.Step("gated"), scaled, open);
    }

    // q, k, v = x·Wᵀ, q and k turned by their positions;   y = attention(q, k, v)·Oᵀ
    private Value Attention(Value x, BoundAttention attention, Origin at)
    {
        var shape = new AttentionShape(attention.Heads, attention.KeyHeads, attention.Causal, attention.Scores);
        var query = Turned(Affine(x, attention.Query, at.Step("query")), attention.Rope, attention.Heads * shape.Factors, at.Step("query_turned"));
        var key = Turned(Affine(x, attention.Key, at.Step("key")), attention.Rope, attention.KeyHeads * shape.Factors, at.Step("key_turned"));
        var value = Affine(x, attention.Value, at.Step("value"));
        return Affine(builder.Append(new Attention(shape), at.Step("heads"), query, key, value), attention.Out, at);
    }

    private Value Affine(Value x, BoundMap map, Origin at) => Affine(x, map.Weight, map.Bias, at);

    private Value Turned(Value x, double? rope, long heads, Origin at) => rope is { } angle ? builder.Append(new Rotate(heads, angle), at, x) : x;

    // y[…, n] = gain[n] ⊙ x[…, n] / √(mean x² + ε)
    // measured: y[…, n] = gain[n] ⊙ x[…, n] ⊙ scale[n], scale = 1/s, in training of the batch
    private Value RmsNorm(Value x, BoundRmsNorm norm, Origin at)
    {
        var here = norm.Gain is null ? at : at.Step("normal");
        var normal = norm.Scale is { } scale
            ? builder.Append(new Multiply(), here, x, builder.Append(new Broadcast(x.Type), at.Step("scale_rows"), whileTraining ? BatchScale(x, scale, at) : _parameters[scale]))
            : builder.Append(new RmsNorm(norm.Epsilon), here, x);
        _norms.Add(norm.Scale is null ? normal : null);
        return norm.Gain is null ? normal : builder.Append(new Multiply(), at, normal, PerRow(norm.Gain, normal, at.Step("gain_rows")));
    }

    // s² = Σ x²/N + ε, over the N rows of the batch
    private Value BatchScale(Value x, ParameterSymbol scale, Origin at)
    {
        var squares = builder.Append(new SumRows(), at.Step("squares"), builder.Append(new Multiply(), at.Step("squares_rows"), x, x));
        return builder.Append(new BatchScale(x.Type, scale.Measured!), at.Step("batch_scale"), squares, _parameters[scale]);
    }

    private Value PerRow(ParameterSymbol vector, Value rows, Origin at) => builder.Append(new Broadcast(rows.Type), at, _parameters[vector]);

    private Value Noisy(Value x, NoiseSpec noise, Origin at) => whileTraining && noise.Kind != NoiseKind.None
        ? builder.Append(new Noise(noise, _noisyLayers++), at.Step("noisy"), x)
        : x;
}
