using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Passes;

/// <summary>
/// From a bound model to graphs. Layers, blocks, names and noise settings disappear; operators appear:
/// <code>
/// linear     y = x·wᵀ + bias           →   add (matmul x, weightᵀ), (broadcast bias)
/// glu        y = gate(Wx) ⊙ Vx         →   s = matmul x, weightᵀ        weight = [W; V], one product for both
///                                           multiply (gate (slice s, start 0)), (slice s, start m)
/// rmsnorm    y = gain ⊙ x/√mean x²     →   multiply (rms_norm x), (broadcast gain)
/// flatten                              →   reshape
/// a + b + c                            →   add (add a, b), c
/// noise: s   (training only)           →   the layer's input goes through noise
/// </code>
/// A layer that is applied twice is lowered twice, with the same parameters.
/// </summary>
public static class Lower
{
    /// <exception cref="ArgumentException">The model has an embedding or an attention, which no operator computes yet.</exception>
    public static LoweredModel Run(BoundModel model) => new(model, Clean(Forward(model)), Clean(Training(model)));

    private static Graph Forward(BoundModel model)
    {
        var builder = new GraphBuilder();
        var output = new FlowLowering(new LayerLowering(builder, withNoise: false), builder).Lower(model);
        return builder.Build(model.Name, StageSpec.Forward, model.Parameters, [new(OutputRole.Output, model.Output.Name, output)]);
    }

    private static Graph Training(BoundModel model)
    {
        var builder = new GraphBuilder();
        var output = new FlowLowering(new LayerLowering(builder, withNoise: true), builder).Lower(model);
        var isClassifier = model.Train.Loss == LossKind.CrossEntropy;
        var target = builder.Append(
            new Target(isClassifier ? TypeRules.LabelsOf(output.Type)! : output.Type), new Origin("target", "", model.Span));
        var loss = builder.Append(isClassifier ? new CrossEntropy() : new SquaredError(), new Origin("loss", "", model.Span), output, target);
        return builder.Build(model.Name, StageSpec.Training, model.Parameters,
            [new(OutputRole.Output, model.Output.Name, output), new(OutputRole.Loss, "loss", loss)]);
    }

    private static Graph Clean(Graph graph) => CheckedPasses.Run(graph, Simplify.Run, DeadCode.Run);
}
