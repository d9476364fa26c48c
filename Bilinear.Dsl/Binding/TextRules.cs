using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Binding;

/// <summary>
/// What a model over tokens cannot do, since texts have different lengths: every value in it has a row for each position, and the loss
/// is a mean over positions.
/// </summary>
internal static class TextRules
{
    public static void Check(BoundFile file, DiagnosticBag diagnostics)
    {
        foreach (var model in file.Models.Where(model => model.TakesTexts))
        {
            if (model.Body.Input.Shape.Dims.Count != 1)
                diagnostics.ReportTextWithAxes(model.Body.Input.Span, model.Body.Input.Name, model.Body.Input.Shape.Dims.Count);
            if (Flattens(model.Body).FirstOrDefault() is { } step)
                diagnostics.ReportFlattenedPositions(step.Span, step.Layer.Path);
            if (model.Train.Losses.Any(loss => loss.Kind != LossKind.CrossEntropy))
                diagnostics.ReportErrorOfPositions(model.Span, model.Name);
        }
    }

    private static IEnumerable<BoundStep> Flattens(BoundBody body) => body.Bindings.Select(binding => binding.Flow).Concat(body.Returns).SelectMany(Flattens);

    private static IEnumerable<BoundStep> Flattens(BoundFlow flow) => flow switch
    {
        BoundSum sum => sum.Terms.SelectMany(Flattens),
        BoundPipe pipe => Flattens(pipe.Head).Concat(pipe.Steps.SelectMany(step => step.Layer is BoundFlatten ? [step] : Flattens(step.Layer))),
        _ => [],
    };

    private static IEnumerable<BoundStep> Flattens(BoundLayer layer) => layer switch
    {
        BoundBlock block => Flattens(block.Body),
        BoundRepeat repeat => repeat.Iterations.SelectMany(Flattens),
        _ => [],
    };
}
