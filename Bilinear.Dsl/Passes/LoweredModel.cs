using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Passes;

/// <summary>A model as graphs.</summary>
/// <param name="Forward">What a trained model runs: no noise, no loss.</param>
/// <param name="Training">Forward with noise, and the loss.</param>
public sealed record LoweredModel(BoundModel Model, Graph Forward, Graph Training)
{
    /// <summary>Forward without noise, and the loss: what a trained model of texts is judged by, whose logits never exist whole. Null for other models, which are judged by their outputs.</summary>
    public Graph? Scoring { get; init; }

    /// <summary>The stage <c>ir</c>; scoring shows nothing that training does not.</summary>
    public string Print() => $"{GraphPrinter.Print(Forward)}\n{GraphPrinter.Print(Training)}";
}
