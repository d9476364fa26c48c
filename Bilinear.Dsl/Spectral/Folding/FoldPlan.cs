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
    /// <summary>The model up to its norms: its outputs are what they read, each value once.</summary>
    public required BoundModel Inputs { get; init; }

    /// <summary>The canonical text of the program without norms.</summary>
    public string Text => NormlessText.Print(Model.CanonicalText, Model.Name, [.. Norms.SelectMany(norm => norm.Heads).Select(head => head.Name)]);

    /// <summary>Plans for a model whatever it is.</summary>
    public static FoldPlan Of(BoundModel model) => new FoldPlanner(model).Plan();
}
