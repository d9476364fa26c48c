using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Ir;

namespace Bilinear.Dsl.Passes;

/// <summary>A model as graphs.</summary>
/// <param name="Forward">What a trained model runs: no noise, no loss.</param>
/// <param name="Training">Forward with noise, and the loss.</param>
public sealed record LoweredModel(BoundModel Model, Graph Forward, Graph Training)
{
    /// <summary>The stage <c>ir</c>.</summary>
    public string Print() => $"{GraphPrinter.Print(Forward)}\n{GraphPrinter.Print(Training)}";
}
