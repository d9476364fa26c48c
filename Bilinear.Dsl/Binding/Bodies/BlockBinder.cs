using Bilinear.Dsl.Binding.Operators;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>Unrolls a block at the sizes of what flows into it.</summary>
internal sealed class BlockBinder(ModelContext model)
{
    private const int MaximumNesting = 100;

    private FileContext File => model.File;

    /// <summary>What the block gives; its declared output also where its body is wrong, so that the flow behind it can be checked.</summary>
    public PortType? Build(BlockSymbol block, LayerSlot slot, string path, PortType input, Origin from, TextSpan step, SeveralAxes? severalAxes, out BoundLayer? layer)
    {
        layer = null;
        if (model.Nesting >= MaximumNesting)
        {
            File.Diagnostics.ReportBlocksTooDeep(slot.Span, block.Name, MaximumNesting);
            return null;
        }

        var scope = slot.Arguments.Copy();
        var type = block.Syntax.Input.Type;
        var fit = new BlockInput(File).Match(type, input, scope);
        if (fit.Kind != BlockFitKind.Fits)
        {
            if (fit.Kind != BlockFitKind.Unknown)
                ReportMisfit(block, path, fit, input, from, step, severalAxes);
            return null;
        }

        model.Nesting++;
        var output = File.Types.BindOutput(block.Syntax.Output, scope);
        var label = new ReturnLabel($"block `{block.Name}`", File.Excerpt(block.Syntax.Output.Span), File.LineOf(block.Syntax.Output.Span), output);
        var body = new BodyBinder(model, scope, path + ".").Bind(block.Syntax.Body, block.Syntax.Input.Name, input, label);
        model.Nesting--;

        slot.Parameters.AddRange(body.Parameters);
        if (body.Body is not null)
        {
            layer = new BoundBlock(path, block.Name, body.Body, slot.Span);
            model.Layers[path] = layer;
        }

        return output;
    }

    private void ReportMisfit(BlockSymbol block, string path, BlockFit fit, PortType input, Origin from, TextSpan step, SeveralAxes? severalAxes)
    {
        var type = File.Excerpt(block.Syntax.Input.Type.Span);
        if (fit.Kind == BlockFitKind.OtherSize)
        {
            File.Diagnostics.ReportBlockSize(step, path, type, fit.Size, fit.Expected, input.ToString(), fit.Found, from.ToString());
            return;
        }

        var takesOneAxis = block.Syntax.Input.Type is { Element.Text: "f32", Sizes: [{ Items.Count: 1 }] };
        var flattenBefore = takesOneAxis && !input.IsTokens ? severalAxes?.Layer ?? path : null;
        File.Diagnostics.ReportBlockAxes(step, path, type, input.ToString(), from.ToString(), flattenBefore);
    }
}
