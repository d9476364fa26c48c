using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Syntax.Printing;

namespace Bilinear.Dsl.Spectral.Folding;

/// <summary>
/// How the norms of a model are folded: y = gain ⊙ x / s, s constant, is a diagonal map, and so W·y = (W·diag(gain / s))·x wherever all that reads y is a weight.
/// </summary>
/// <param name="Model">The model with its norms.</param>
/// <param name="Norms">Every application of a norm, in the order of the flow.</param>
/// <param name="Obstacles">Why norms cannot be folded; none where all can.</param>
public sealed record FoldPlan(BoundModel Model, IReadOnlyList<FoldedNorm> Norms, IReadOnlyList<FoldObstacle> Obstacles)
{
    /// <summary>The canonical text of the program without norms.</summary>
    public string Text => NormlessText.Print(Model.CanonicalText, Model.Name, [.. Norms.SelectMany(norm => norm.Heads).Select(head => head.Name)]);

    /// <summary>Plans for all norms of a model.</summary>
    public static FoldPlan Of(BoundModel model) => new FoldPlanner(model).Plan(_ => true);

    /// <summary>Plans for the norms whose scale training measures. An <c>unembedding</c> behind one is an obstacle, since the model that is trained has no weight for it.</summary>
    public static FoldPlan OfMeasured(BoundModel model)
    {
        var plan = new FoldPlanner(model).Plan(norm => norm.Scale is not null);
        var tied = plan.Norms.SelectMany(norm => norm.Heads.Select(head => new FoldObstacle(
            norm.Name, $"`{head.Name}` reads it with the weight of an embedding, which other places read too: give it one of its own, as in `{head.Name} = linear({model.Parameters[head.Embedding].Dims[0]})`.",
            model.Parameters[norm.Scale].Span, norm.Place)));
        return plan with { Obstacles = [.. plan.Obstacles, .. tied] };
    }
}
