namespace Bilinear.Spectral;

/// <summary>One of the inputs that an eigenvector responds to most.</summary>
/// <param name="Sample">Its index in the data set.</param>
/// <param name="Projection">v·ĥ.</param>
/// <param name="Activation">λ(v·ĥ)², its share of the output.</param>
public readonly record struct TopInput(int Sample, double Projection, double Activation);
