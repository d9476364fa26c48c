using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Spectral;

/// <summary>
/// Finds the quadratic path that ends in a layer: back over linear layers to a bilinear one, then from there over linear
/// layers to the model's input. On the way back a residual sum and norms are allowed.
/// </summary>
internal sealed class PathFinder(BoundModel model, FlowTrace trace, DiagnosticBag diagnostics)
{
    /// <summary>The path to the output of <paramref name="layer"/>; null after a diagnostic at <paramref name="span"/>.</summary>
    public QuadraticPath? EndingIn(BoundLayer layer, TextSpan span)
    {
        if (OnlyUse(layer, span) is not { } end)
            return null;

        var output = new List<AffineMap>();      // from the end to the start
        BoundRmsNorm? norm = null;
        FlowNode? skipped = null;
        int? mapsAfterSum = null;
        var node = end;
        while (node.Layer is not BoundGlu)
        {
            switch (node.Layer)
            {
                case BoundLinear linear:
                    output.Add(MapOf(linear));
                    break;

                case BoundRmsNorm found:
                    norm = found;
                    output = [.. output.Select(map => map with { Bias = -1 })];
                    if (found.Gain is { } gain)
                        output.Add(new AffineMap(IndexOf(gain)));
                    break;

                case BoundFlatten when node.Inputs[0].IsVector:
                    break;

                case null when node.IsSum && skipped is null && SplitResidual(node) is var (quadratic, other):
                    skipped = other;
                    mapsAfterSum = output.Count;
                    node = quadratic;
                    continue;

                case BoundFlatten when node.Inputs[0] != trace.Input:
                    diagnostics.ReportSequenceDecomposition(span, layer.Path, node.Inputs[0].Shape);
                    return null;

                case null when node.IsSum:
                    diagnostics.ReportUndecomposableSum(span, layer.Path);
                    return null;

                default:
                    diagnostics.ReportNoBilinearLayerBefore(span, layer.Path, Suggestion());
                    return null;
            }

            node = node.Inputs[0];
        }

        var bilinear = (BoundGlu)node.Layer;
        if (!IsDecomposable(bilinear, node, span))
            return null;

        output.Reverse();
        return WithInput(bilinear, node.Inputs[0], new QuadraticPath(
            [], MapOf(bilinear), output,
            Residual: output.Count - mapsAfterSum,
            ToOutput: end == trace.Output,
            Caveat: norm is null ? null : $"Exact before `{norm.Path}`, which divides all outputs of a sample by one positive number; biases behind it are left out."));
    }

    /// <summary>The path from a bilinear layer over the linear layers that follow it; null after a diagnostic.</summary>
    public QuadraticPath? StartingAt(BoundGlu layer, bool alone, TextSpan span)
    {
        if (OnlyUse(layer, span) is not { } start || !IsDecomposable(layer, start, span))
            return null;

        var output = new List<AffineMap>();
        var node = start;
        while (!alone && node != trace.Output && node.Users is [var user] && (user.IsSum || user.Layer is BoundLinear or BoundFlatten))
        {
            if (user.Layer is BoundLinear linear)
                output.Add(MapOf(linear));
            node = user;
        }

        return WithInput(layer, start.Inputs[0], new QuadraticPath([], MapOf(layer), output, ToOutput: node == trace.Output));
    }

    /// <summary>The one application of a layer; null after a diagnostic.</summary>
    public FlowNode? OnlyUse(BoundLayer layer, TextSpan span)
    {
        var uses = trace.UsesOf(layer);
        if (uses.Count != 1)
            diagnostics.ReportDecomposedLayerUses(span, layer.Path, uses.Count);
        return uses.Count == 1 ? uses[0] : null;
    }

    /// <summary>h + f(h), f a bilinear layer and the linear ones behind it: f(h), then h.</summary>
    private static (FlowNode Quadratic, FlowNode Skipped)? SplitResidual(FlowNode sum)
    {
        if (sum.Inputs is not [var left, var right])
            return null;
        return (BilinearLayerOf(left), BilinearLayerOf(right)) switch
        {
            ({ } layer, _) when layer.Inputs[0] == right => (left, right),
            (_, { } layer) when layer.Inputs[0] == left => (right, left),
            _ => null,
        };
    }

    private static FlowNode? BilinearLayerOf(FlowNode node)
    {
        while (node.Layer is BoundLinear)
            node = node.Inputs[0];
        return node.Layer is BoundGlu ? node : null;
    }

    private bool IsDecomposable(BoundGlu layer, FlowNode node, TextSpan span)
    {
        if (layer.Gate != Gate.None)
            diagnostics.ReportGatedDecomposition(span, model.Name, layer.Path, layer.Gate);
        else if (!node.IsVector)
            diagnostics.ReportSequenceDecomposition(span, layer.Path, node.Shape);
        return layer.Gate == Gate.None && node.IsVector;
    }

    /// <summary>The same path, with the linear layers between the model's input and h if there is nothing else between them.</summary>
    private QuadraticPath WithInput(BoundGlu layer, FlowNode h, QuadraticPath path)
    {
        var input = new List<AffineMap>();
        var node = h;
        while ((node.Layer is BoundLinear && node.IsVector) || (node.Layer is BoundFlatten && (node.Inputs[0].IsVector || node.Inputs[0] == trace.Input)))
        {
            if (node.Layer is BoundLinear linear)
                input.Add(MapOf(linear));
            node = node.Inputs[0];
        }

        input.Reverse();
        if (node == trace.Input)
            return path with { Input = input };

        var exact = $"Exact in the input of `{layer.Path}`; the layers before it are not part of it.";
        return path with { FromInput = false, Caveat = path.Caveat is null ? exact : $"{exact} {path.Caveat}" };
    }

    private AffineMap MapOf(BoundLinear layer) => new(IndexOf(layer.Weight), layer.Bias is null ? -1 : IndexOf(layer.Bias));

    private AffineMap MapOf(BoundGlu layer) => new(IndexOf(layer.Weight), layer.Bias is null ? -1 : IndexOf(layer.Bias));

    private int IndexOf(ParameterSymbol parameter)
    {
        for (var index = 0; index < model.Parameters.Count; index++)
        {
            if (ReferenceEquals(model.Parameters[index], parameter))
                return index;
        }

        throw new InvalidOperationException($"{parameter.Path} is no parameter of {model.Name}.");
    }

    /// <summary>A layer that does have a spectrum: the last linear one behind a bilinear one.</summary>
    private string? Suggestion()
    {
        for (var node = trace.Output; node.Inputs is [var input]; node = input)
        {
            if (node.Layer is BoundLinear linear && BilinearLayerOf(input) is not null)
                return linear.Path;
        }

        return null;
    }
}
