using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Bound;

/// <summary>The shape that a layer gives for the shape that it meets, and the parameters that it holds.</summary>
internal static class LayerRules
{
    public static TensorShape Output(BoundLayer layer, TensorShape input) => layer switch
    {
        BoundLinear linear => input.WithLast(linear.Output),
        BoundUnembedding unembedding => input.WithLast(unembedding.Output),
        BoundGlu glu => input.WithLast(glu.Output),
        BoundRmsNorm or BoundAttention => input,
        BoundFlatten => new TensorShape(input.Element, [input.Count]),
        BoundEmbedding embedding => new TensorShape(ElementType.F32, [.. input.Dims, embedding.Weight.Dims[1]]),
        BoundBlock block => block.Body.Returns[0].Shape,
        BoundRepeat repeat => repeat.Iterations.Aggregate(input, (shape, iteration) => Output(iteration, shape)),
        _ => throw new InvalidOperationException($"A layer of the kind {layer.GetType().Name} has no rule for its shape."),
    };

    /// <summary>The parameters of one operator, in the order of declaration; a block or a repeat has none, since its layers have their own.</summary>
    public static IReadOnlyList<ParameterSymbol> Parameters(BoundLayer layer) => layer switch
    {
        BoundLinear linear => [linear.Weight, .. Optional(linear.Bias)],
        BoundGlu glu => [glu.Weight, .. Optional(glu.Bias), .. Optional(glu.Factor)],
        BoundRmsNorm norm => [.. Optional(norm.Gain), .. Optional(norm.Scale)],
        BoundEmbedding embedding => [embedding.Weight],
        BoundAttention attention => [.. Of(attention.Query), .. Of(attention.Key), .. Of(attention.Value), .. Of(attention.Out)],
        _ => [],
    };

    private static IEnumerable<ParameterSymbol> Of(BoundMap map) => [map.Weight, .. Optional(map.Bias)];

    private static IEnumerable<ParameterSymbol> Optional(ParameterSymbol? parameter) => parameter is null ? [] : [parameter];
}
