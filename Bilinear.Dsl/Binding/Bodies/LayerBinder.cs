using Bilinear.Dsl.Binding.Operators;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>Applies the layers of one body: the first use of a layer builds it, later ones share it.</summary>
internal sealed class LayerBinder(ModelContext model)
{
    private readonly BlockBinder _blocks = new(model);

    /// <summary>The first layer of the body that acted on the last of several axes: where a missing <c>flatten</c> belongs.</summary>
    public SeveralAxes? FirstOnSeveralAxes { get; private set; }

    private FileContext File => model.File;

    /// <summary>What comes out; null where that is not known. <see cref="LayerSlot.Layer"/> is there if all went well.</summary>
    /// <param name="step">The layer's name in the flow.</param>
    public PortType? Apply(LayerSlot slot, PortType? input, Origin from, TextSpan step)
    {
        slot.IsUsed = true;
        if (input is null || !slot.IsSound || model.Budget.IsSpent)
            return null;
        if (slot.Operator is { } @operator && !@operator.Accepts(Use(slot, slot.Path, input, from, step)))
            return null;
        if (slot.Operator is { HasSize: true } && !input.IsTokens && input.Shape.Dims.Count > 1)
            FirstOnSeveralAxes ??= new SeveralAxes(slot.Path, input, step);

        if (slot.FirstInput is null)
            return Build(slot, input, from, step);
        if (slot.Layer is null)
            return null;
        if (!IsSameSize(slot.Layer, slot.FirstInput, input))
        {
            File.Diagnostics.ReportTwoSizes(step, slot.Path, slot.FirstInput.ToString(), File.LineOf(slot.FirstUse), input.ToString(), from.ToString());
            return null;
        }

        return model.Budget.Spend(slot.Cost, step) ? Output(slot, slot.Layer, input, step) : null;
    }

    /// <summary>Layers that act on the last axis care for no other; a block is bound to the whole shape.</summary>
    private static bool IsSameSize(BoundLayer layer, PortType first, PortType now) => layer switch
    {
        BoundBlock or BoundRepeat => first == now,
        BoundFlatten or BoundRmsNorm { Gain: null, Scale: null } => true,
        _ => first.Acting == now.Acting,
    };

    private static OperatorUse Use(FileContext file, LayerSlot slot, string path, PortType input, Origin from, TextSpan step) =>
        new(file, slot.Operator!.Name, path, slot.Size ?? 0, slot.Arguments, input, from, slot.Span, slot.Syntax.Call.Name.Span, step);

    private OperatorUse Use(LayerSlot slot, string path, PortType input, Origin from, TextSpan step) => Use(File, slot, path, input, from, step);

    private PortType? Build(LayerSlot slot, PortType input, Origin from, TextSpan step)
    {
        (slot.FirstInput, slot.FirstUse) = (input, step);
        var before = model.Budget.Used;
        var output = slot.Syntax.Repeat is null
            ? BuildIteration(slot, slot.Path, input, from, step, out var layer)
            : BuildTurns(slot, input, from, step, out layer);
        slot.Cost = model.Budget.Used - before;
        slot.Layer = layer;
        return output;
    }

    /// <summary>Iteration i is <c>path.i</c>, and acts on what iteration i−1 gives.</summary>
    private PortType? BuildTurns(LayerSlot slot, PortType input, Origin from, TextSpan step, out BoundLayer? layer)
    {
        layer = null;
        var iterations = new List<BoundLayer>();
        PortType? output = input;
        while (iterations.Count < slot.Count)
        {
            var before = output;
            output = BuildIteration(slot, $"{slot.Path}.{iterations.Count}", before, from, step, out var iteration);
            if (iteration is null || output is null)
                return output == before ? output : null;
            iterations.Add(iteration);
            from = new Origin($"{slot.Path}.{iterations.Count - 1}", File.LineOf(slot.Span));
        }

        layer = new BoundRepeat(slot.Path, iterations, slot.Span);
        model.Layers[slot.Path] = layer;
        return output;
    }

    private PortType? BuildIteration(LayerSlot slot, string path, PortType input, Origin from, TextSpan step, out BoundLayer? layer)
    {
        layer = null;
        if (!model.Budget.Spend(1, slot.Span))
            return null;
        if (slot.Block is { } block)
            return _blocks.Build(block, slot, path, input, from, step, FirstOnSeveralAxes, out layer);
        if (slot.StatedInput is { } stated && stated.Size != input.Acting)
            return ReportStatedInput(slot, path, stated.Size, stated.Span, input, from);

        if (slot.Other is { Layer: null } other)
        {
            if (other is { IsSound: true, FirstInput: null })
                File.Diagnostics.ReportEmbeddingNotMet(step, path, other.Path);
            return null;
        }

        layer = slot.Operator!.Build(Use(slot, path, input, from, step) with { Embedding = slot.Other?.Layer as BoundEmbedding, Anneals = model.Anneals });
        if (layer is null)
            return null;
        model.Layers[path] = layer;
        slot.Parameters.AddRange(LayerRules.Parameters(layer));
        return Output(slot, layer, input, step);
    }

    /// <summary>What would come out if the mistake were mended: as much as can be known.</summary>
    private PortType? ReportStatedInput(LayerSlot slot, string path, long stated, TextSpan span, PortType input, Origin from)
    {
        var flattens = !input.IsTokens && input.Shape.Dims.Count > 1 && input.Shape.Count == stated;
        File.Diagnostics.ReportStatedInput(span, path, stated, input.ToString(), input.Acting, from.ToString(), input.IsTokens, flattens);
        if (flattens)
            return new PortType(new TensorShape(ElementType.F32, [slot.Size!.Value]));
        return input.IsTokens || input.Shape.Dims.Count > 1 ? null : new PortType(input.Shape.WithLast(slot.Size!.Value));
    }

    private PortType? Output(LayerSlot slot, BoundLayer layer, PortType input, TextSpan step)
    {
        var output = new PortType(LayerRules.Output(layer, input.Shape));
        if (ElementLimit.Holds(output.Shape.Dims))
            return output;
        File.Diagnostics.ReportTensorTooLarge(step, $"what `{slot.Path}` gives, {output},", ElementLimit.Count(output.Shape.Dims));
        return null;
    }
}
