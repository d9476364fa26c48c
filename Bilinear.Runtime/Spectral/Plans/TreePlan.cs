namespace Bilinear.Spectral;

/// <summary>What <c>tree LAYER { … }</c> asks for: the eigenvectors of one layer as output directions of the layer before it.</summary>
/// <param name="Name">The layer's path.</param>
/// <param name="Path">From the model's input, through <see cref="QuadraticPath.Before"/>, to the layer's output.</param>
public sealed record TreePlan(string Name, QuadraticPath Path)
{
    /// <summary>How many eigenvectors are kept for each node: those with the largest |λ|.</summary>
    public int Branch { get; init; } = 4;

    /// <summary>Nodes in all, the outputs among them; expanded best first.</summary>
    public int Budget { get; init; } = 2000;
}
