using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Spectral;

/// <summary>Layers as the places of their parameters in the model's.</summary>
internal sealed class ParameterPlaces(BoundModel model)
{
    public AffineMap Of(BoundLayer layer) => layer switch
    {
        BoundLinear linear => new(Of(linear.Weight), OfOptional(linear.Bias)),
        BoundGlu gated => new(Of(gated.Weight), OfOptional(gated.Bias)),
        BoundUnembedding unembedding => new(Of(unembedding.Embedding.Weight)),
        BoundRmsNorm { Gain: { } gain } => new(Of(gain)),
        _ => throw new InvalidOperationException($"`{layer.Path}` is no affine map."),
    };

    public AffineMap Of(BoundMap map) => new(Of(map.Weight), OfOptional(map.Bias));

    public int OfOptional(ParameterSymbol? parameter) => parameter is null ? -1 : Of(parameter);

    public int Of(ParameterSymbol parameter)
    {
        for (var index = 0; index < model.Parameters.Count; index++)
        {
            if (ReferenceEquals(model.Parameters[index], parameter))
                return index;
        }

        throw new InvalidOperationException($"{parameter.Path} is no parameter of {model.Name}.");
    }
}
