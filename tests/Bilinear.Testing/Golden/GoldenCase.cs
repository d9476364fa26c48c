namespace Bilinear.Testing.Golden;

/// <summary>
/// The network of a golden file: embed; for each of <paramref name="Layers"/> blocks x ← (x +) down(gate(left) ⊙ right)(norm x); head(norm x).
/// </summary>
/// <param name="Norm"><c>none</c>, or <c>rms</c>: without gain, ε 1e-8.</param>
/// <param name="Down">The hidden units before the down-projection; zero where there is none.</param>
public sealed record GoldenCase(
    string Name, int Input, int Hidden, int Output, int Batch, int Layers, bool Bias, bool Residual, string Gate, string Norm, int Down, int Seed, double WeightDecay)
{
    public override string ToString() => Name;
}
