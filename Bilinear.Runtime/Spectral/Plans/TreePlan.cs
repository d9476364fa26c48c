namespace Bilinear.Spectral;

/// <summary>The request <c>tree LAYER { … }</c>: the eigenvectors of one layer as output directions of the layer before it.</summary>
/// <param name="Name">The path of the layer.</param>
/// <param name="Path">The part of the model to decompose: from the model's input, through <see cref="QuadraticPath.Before"/>, to the layer's output.</param>
public sealed record TreePlan(string Name, QuadraticPath Path)
{
    /// <summary>The path of the layer.</summary>
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    /// <summary>The part of the model to decompose.</summary>
    public QuadraticPath Path { get; init; } = Path ?? throw new ArgumentNullException(nameof(Path));

    /// <summary>How many eigenvectors are kept for each node; they are the ones with the largest |λ|.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Branch
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Branch), value, $"A node cannot keep {value} eigenvectors: keep at least 1.");
    } = 4;

    /// <summary>The largest number of nodes, outputs included; nodes are expanded best first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Budget
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Budget), value, $"A tree cannot have {value} nodes: give at least 1.");
    } = 2000;
}
