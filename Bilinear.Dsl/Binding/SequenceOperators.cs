using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Binding;

/// <summary>
/// Models over sequences bind and are checked, but nothing after binding knows <c>embedding</c> and <c>attention</c> yet. The
/// first of them in a file is one error, at its name; that the other stages cannot see them is then no mistake of the user's.
/// </summary>
public static class SequenceOperators
{
    public static void Check(BoundFile file, DiagnosticBag diagnostics)
    {
        foreach (var model in file.Models)
        {
            if (First(model.Body) is not { } layer)
                continue;
            diagnostics.ReportSequencesNotCompiled(layer.Span, layer is BoundEmbedding ? "embedding" : "attention", model.Name);
            return;
        }
    }

    private static BoundLayer? First(BoundBody body) =>
        body.Bindings.Select(binding => First(binding.Flow)).Concat(body.Returns.Select(First)).FirstOrDefault(layer => layer is not null);

    private static BoundLayer? First(BoundFlow flow) => flow switch
    {
        BoundSum sum => sum.Terms.Select(First).FirstOrDefault(layer => layer is not null),
        BoundPipe pipe => First(pipe.Head) ?? pipe.Steps.Select(step => First(step.Layer)).FirstOrDefault(layer => layer is not null),
        _ => null,
    };

    private static BoundLayer? First(BoundLayer layer) => layer switch
    {
        BoundEmbedding or BoundAttention => layer,
        BoundBlock block => First(block.Body),
        BoundRepeat repeat => repeat.Iterations.Select(First).FirstOrDefault(iteration => iteration is not null),
        _ => null,
    };
}
