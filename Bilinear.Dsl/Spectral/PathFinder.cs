using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Spectral;

/// <summary>
/// Finds the quadratic path that ends in a layer: back over linear layers to a bilinear one, then from there over linear
/// layers, and further bilinear ones with their residuals, to the model's input.
/// </summary>
internal sealed class PathFinder(BoundModel model, FlowTrace trace, DiagnosticBag diagnostics)
{
    private readonly ParameterPlaces _places = new(model);

    /// <summary>The path to the output of <paramref name="layer"/>; null after a diagnostic at <paramref name="span"/>.</summary>
    /// <param name="isTree">The layers before the last bilinear one are taken apart too.</param>
    public QuadraticPath? EndingIn(BoundLayer layer, TextSpan span, bool isTree)
    {
        if (OnlyUse(layer, span) is not { } end)
            return null;

        var walk = StageWalk.From(end);
        switch (walk.Stop)
        {
            case { Layer: BoundGlu bilinear } node:
                if (!IsDecomposable(bilinear, node, span))
                    return null;
                var caveat = walk.Norm is not { } norm ? null : $"Exact before `{norm.Path}`, which divides all outputs of a sample by one positive number; biases behind it are left out.";
                return WithInput(node, PathOf(walk) with { ToOutput = walk.Norm is null ? trace.OutputOf(end) : null, Caveat = caveat }, isTree);

            case { Layer: BoundFlatten } node when node.Inputs[0] != trace.Input:
                diagnostics.ReportSequenceDecomposition(span, layer.Path, node.Inputs[0].Shape, model.TakesTexts);
                return null;

            case { IsSum: true }:
                diagnostics.ReportUndecomposableSum(span, layer.Path);
                return null;

            default:
                diagnostics.ReportNoBilinearLayerBefore(span, layer.Path, Suggestion());
                return null;
        }
    }

    /// <summary>The path from a bilinear layer over the linear layers that follow it; null after a diagnostic.</summary>
    public QuadraticPath? StartingAt(BoundGlu layer, bool alone, TextSpan span)
    {
        if (OnlyUse(layer, span) is not { } start || !IsDecomposable(layer, start, span))
            return null;

        var output = new List<AffineMap>();
        var (node, meetsSum) = (start, false);
        while (!alone && trace.OutputOf(node) is null && node.Users is [var user] && (user.IsSum || user.Layer is BoundLinear or BoundFlatten))
        {
            if (user.Layer is BoundLinear linear)
                output.Add(MapOf(linear));
            meetsSum |= user.IsSum;
            node = user;
        }

        var path = new QuadraticPath([], MapOf(layer), output, ToOutput: trace.OutputOf(node));
        var caveat = WhatTensorLeavesOut(path, meetsSum);
        if (!alone && node == start && start.Users.Count > 1)
            caveat = Before($"The tensor is that of `{layer.Path}` alone: it feeds several layers, so none of them is folded in.", caveat);
        return WithInput(start, path with { Caveat = caveat }, isTree: false);
    }

    /// <summary>The first thing on the way from the model's input to <paramref name="layer"/> that no tree leads over, in words.</summary>
    public string ObstacleBefore(BoundLayer layer) => ObstacleOnTheWayTo(trace.UsesOf(layer)[0], layer);

    /// <summary>The bilinear layers that lead from the model's input to an output, each from where the one before it ends; null where anything else stands between them.</summary>
    /// <param name="obstacle">What that is, in words.</param>
    public IReadOnlyList<QuadraticPath>? StackTo(int output, out string? obstacle)
    {
        var end = trace.Outputs[output];
        var stages = StagesTo(end);
        obstacle = stages is not null ? null : LinearMapsTo(end) is not null ? "no bilinear layer" : ObstacleOnTheWayTo(end, layer: null);
        if (stages is not null)
            stages[stages.Count - 1] = stages[stages.Count - 1] with { ToOutput = output };
        return stages;
    }

    // A norm behind the layer itself is no obstacle before it.
    private string ObstacleOnTheWayTo(FlowNode node, BoundLayer? layer)
    {
        while (true)
        {
            var walk = StageWalk.From(node);
            if (walk is { Norm: { } norm } && (layer is null || node.Layer != layer))
                return $"`{norm.Path}`";
            if (walk.Stop is not { Layer: BoundGlu { Gate: Gate.None }, IsVector: true } bilinear)
                return walk.Stop.Described(model);
            node = bilinear.Inputs[0];
        }
    }

    /// <summary>The one application of a layer; null after a diagnostic.</summary>
    private FlowNode? OnlyUse(BoundLayer layer, TextSpan span)
    {
        var uses = trace.UsesOf(layer);
        if (uses.Count != 1)
            diagnostics.ReportDecomposedLayerUses(span, layer.Path, uses.Count);
        return uses.Count == 1 ? uses[0] : null;
    }

    private bool IsDecomposable(BoundGlu layer, FlowNode node, TextSpan span)
    {
        if (layer.Gate != Gate.None)
            diagnostics.ReportGatedDecomposition(span, model.Name, layer.Path, layer.Gate);
        else if (!node.IsVector)
            diagnostics.ReportSequenceDecomposition(span, layer.Path, node.Shape, model.TakesTexts);
        return layer.Gate == Gate.None && node.IsVector;
    }

    /// <summary>The same path with what stands between the model's input and the bilinear layer <paramref name="node"/>, if it is only linear, or a stack of bilinear layers.</summary>
    private QuadraticPath WithInput(FlowNode node, QuadraticPath path, bool isTree)
    {
        var layer = (BoundGlu)node.Layer!;
        if (LinearMapsTo(node.Inputs[0]) is { } input)
            return path with { Input = input };

        var before = StagesTo(node.Inputs[0]);
        path = path with { FromInput = before is not null, Before = before ?? [] };
        if (isTree)
            return path;

        var exact = $"Exact in the input of `{layer.Path}`; the layers before it are not part of it.";
        return path with { Caveat = Before(exact, path.Caveat) };
    }

    /// <summary>The bilinear layers that lead from the model's input to <paramref name="end"/>, in the order of the flow; null where anything else does.</summary>
    private List<QuadraticPath>? StagesTo(FlowNode end)
    {
        var stages = new List<QuadraticPath>();
        while (StageWalk.From(end) is { Norm: null, Stop: { Layer: BoundGlu { Gate: Gate.None }, IsVector: true } node } walk)
        {
            var input = LinearMapsTo(node.Inputs[0]);
            stages.Insert(0, PathOf(walk) with { ToOutput = null, Input = input ?? [] });
            if (input is not null)
                return stages;
            end = node.Inputs[0];
        }

        return null;
    }

    /// <summary>The linear layers from the model's input to <paramref name="node"/>; null where there is anything else.</summary>
    private List<AffineMap>? LinearMapsTo(FlowNode node)
    {
        var maps = new List<AffineMap>();
        while ((node.Layer is BoundLinear && node.IsVector) || (node.Layer is BoundFlatten && (node.Inputs[0].IsVector || node.Inputs[0] == trace.Input)))
        {
            if (node.Layer is BoundLinear linear)
                maps.Add(MapOf(linear));
            node = node.Inputs[0];
        }

        maps.Reverse();
        return node == trace.Input ? maps : null;
    }

    private QuadraticPath PathOf(StageWalk walk) =>
        new([], MapOf((BoundGlu)walk.Stop.Layer!), [.. walk.Maps.Select(map => map.IsAfterNorm ? MapOf(map.Layer) with { Bias = -1 } : MapOf(map.Layer))], walk.Residual);

    private AffineMap MapOf(BoundLayer layer) => _places.Of(layer);

    private static string Before(string sentence, string? caveat) => caveat is null ? sentence : $"{sentence} {caveat}";

    private static string? WhatTensorLeavesOut(QuadraticPath path, bool meetsSum)
    {
        var hasBias = path.Layer.Bias >= 0 || path.Output.Any(map => map.Bias >= 0);
        var what = (meetsSum, hasBias) switch
        {
            (true, true) => "what biases and the sum behind the layer add",
            (true, false) => "what the sum behind the layer adds",
            (false, true) => "what biases add",
            _ => null,
        };
        return what is null ? null : $"The tensor is the quadratic part: {what} is not part of it.";
    }

    /// <summary>A layer that does have a spectrum: the last linear one behind a bilinear one.</summary>
    private string? Suggestion()
    {
        foreach (var output in trace.Outputs)
        {
            for (var node = output; node.Inputs is [var input]; node = input)
            {
                if (node.Layer is BoundLinear linear && StageWalk.BilinearLayerOf(input) is not null)
                    return linear.Path;
            }
        }

        return null;
    }
}
