using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Passes;

namespace Bilinear.Dsl.Autodiff;

/// <summary>What is scheduled of a model: the graph that runs it, and the one that trains it.</summary>
/// <param name="Forward">The forward graph of the lowered model.</param>
/// <param name="Gradient">Output, loss, and the gradient of every parameter.</param>
public sealed record DifferentiatedModel(BoundModel Model, Graph Forward, Graph Gradient)
{
    /// <summary>What a trained model of texts is judged by; null for other models.</summary>
    public Graph? Scoring { get; init; }

    /// <summary>Differentiates the training graph; returns null, after a report, where an operator has no derivative.</summary>
    public static DifferentiatedModel? Of(LoweredModel lowered, DiagnosticBag diagnostics) =>
        Differentiate.Run(lowered.Training, diagnostics) is { } gradient ? new DifferentiatedModel(lowered.Model, lowered.Forward, gradient) { Scoring = lowered.Scoring } : null;

    /// <summary>The stage <c>grad</c>.</summary>
    public string Print() => GraphPrinter.Print(Gradient);
}
