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
/// measured   y = gain ⊙ x/s            →   multiply (multiply x, (broadcast scale)), (broadcast gain)
///            (training)                →   scale = batch_scale (sum_rows (multiply x, x)), running scale
/// embedding  y = weight[token]         →   embed token, weight
/// unembedding(e)                       →   matmul x, e.weightᵀ
/// attention                            →   matmul (attention (rotate q), (rotate k), v), outᵀ      q, k, v = matmul x, …ᵀ
/// flatten                              →   reshape
/// a + b + c                            →   add (add a, b), c
/// noise: s   (training only)           →   the layer's input goes through noise
/// </code>
/// A layer that is applied twice is lowered twice, with the same parameters.
/// </summary>
public static class Lower
{
    public static LoweredModel Run(BoundModel model) => new(model, Clean(Forward(model)), Losses(model, whileTraining: true))
    {
        Scoring = model.TakesTexts ? Losses(model, whileTraining: false) : null,
    };

    private static Graph Forward(BoundModel model)
    {
        var builder = new GraphBuilder();
        var (names, layers) = (new ValueNames(), new LayerLowering(builder, whileTraining: false));
        return builder.Build(model.Name, StageSpec.Forward, model.Parameters, Results(model, builder, names, layers)) with { Named = names.All, Norms = layers.Norms };
    }

    /// <summary>The forward pass and its losses. A text has thousands of logits for each position, so that those of a whole batch are left out where they can be.</summary>
    private static Graph Losses(BoundModel model, bool whileTraining)
    {
        var builder = new GraphBuilder();
        var layers = new LayerLowering(builder, whileTraining);
        var results = Results(model, builder, new ValueNames(), layers);
        var graph = builder.Build(model.Name, StageSpec.Training, model.Parameters, [.. results, .. results.Select((result, i) => Loss(model, builder, result, i))]) with { Norms = layers.Norms };
        return model.TakesTexts ? CheckedPasses.Run(graph, Simplify.Run, LinearLosses.Run, DeadCode.Run) : Clean(graph);
    }

    private static List<GraphOutput> Results(BoundModel model, GraphBuilder builder, ValueNames names, LayerLowering layers)
    {
        var values = new FlowLowering(layers, builder, names).Lower(model);
        return [.. model.Outputs.Select((port, i) => new GraphOutput(OutputRole.Output, port.Name, values[i]))];
    }

    private static GraphOutput Loss(BoundModel model, GraphBuilder builder, GraphOutput result, int index)
    {
        var (kind, weight) = (model.Train.Losses[index].Kind, model.Train.Losses[index].Weight);
        var output = result.Value;
        var suffix = model.Outputs.Count == 1 ? "" : $".{result.Name}";
        var target = builder.Append(
            new Target(index, kind == LossKind.CrossEntropy ? TypeRules.LabelsOf(output.Type)! : output.Type), new Origin("target" + suffix, "", model.Span));
        var loss = builder.Append(kind == LossKind.CrossEntropy ? new CrossEntropy() : new SquaredError(), new Origin("loss" + suffix, "", model.Span), output, target);
        return new GraphOutput(OutputRole.Loss, "loss" + suffix, loss, weight);
    }

    private static Graph Clean(Graph graph) => CheckedPasses.Run(graph, Simplify.Run, DeadCode.Run);
}
