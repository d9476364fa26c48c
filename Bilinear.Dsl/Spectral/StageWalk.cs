using Bilinear.Dsl.Bound;

namespace Bilinear.Dsl.Spectral;

/// <summary>
/// The way back from a value to the bilinear layer that it is quadratic in: over linear layers, norms and the layer's own
/// residual sum. Where it meets anything else it stops there.
/// </summary>
internal sealed class StageWalk
{
    private readonly List<BoundLayer> _maps = [];      // linear layers, and norms with a gain, from the end to the start
    private int? _mapsAfterSum;
    private int _mapsAfterNorm;

    private StageWalk(FlowNode end) => Stop = end;

    /// <summary>The bilinear layer, or what stands in the way.</summary>
    public FlowNode Stop { get; private set; }

    /// <summary>The norm nearest to the bilinear layer; null where there is none.</summary>
    public BoundRmsNorm? Norm { get; private set; }

    /// <summary>The number of <see cref="Maps"/> after which the layer's input is added; null where it is not added.</summary>
    public int? Residual => _maps.Count - _mapsAfterSum;

    /// <summary>Linear layers and norms with a gain from the bilinear layer to the value, and whether a norm stands before them.</summary>
    public IEnumerable<(BoundLayer Layer, bool IsAfterNorm)> Maps =>
        Enumerable.Reverse(_maps.Select((map, index) => (map, index < _mapsAfterNorm)));

    public static StageWalk From(FlowNode end)
    {
        var walk = new StageWalk(end);
        while (walk.Next() is { } before)
            walk.Stop = before;
        return walk;
    }

    private FlowNode? Next()
    {
        switch (Stop.Layer)
        {
            case BoundLinear linear:
                _maps.Add(linear);
                return Stop.Inputs[0];

            case BoundRmsNorm norm:
                Norm = norm;
                _mapsAfterNorm = _maps.Count;
                if (norm.Gain is not null)
                    _maps.Add(norm);
                return Stop.Inputs[0];

            case BoundFlatten when Stop.Inputs[0].IsVector:
                return Stop.Inputs[0];

            case null when Stop.IsSum && _mapsAfterSum is null && SplitResidual(Stop) is { } quadratic:
                _mapsAfterSum = _maps.Count;
                return quadratic;

            default:
                return null;
        }
    }

    /// <summary>f(h) of h + f(h), f a bilinear layer and the linear ones behind it.</summary>
    private static FlowNode? SplitResidual(FlowNode sum)
    {
        if (sum.Inputs is not [var left, var right])
            return null;
        if (BilinearLayerOf(left) is { } first && first.Inputs[0] == right)
            return left;
        return BilinearLayerOf(right) is { } second && second.Inputs[0] == left ? right : null;
    }

    /// <summary>The bilinear layer that only linear ones follow; null for another.</summary>
    public static FlowNode? BilinearLayerOf(FlowNode node)
    {
        while (node.Layer is BoundLinear)
            node = node.Inputs[0];
        return node.Layer is BoundGlu ? node : null;
    }
}
