namespace Bilinear.Spectral;

/// <summary>An input that an eigenvector responds to most.</summary>
/// <param name="Sample">The sample's index in the data set.</param>
/// <param name="Projection">v·ĥ.</param>
/// <param name="Activation">λ(v·ĥ)², the pair's term of the output.</param>
public readonly record struct TopInput(int Sample, double Projection, double Activation);
