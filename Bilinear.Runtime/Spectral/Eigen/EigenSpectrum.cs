using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>
/// One output's quadratic form taken apart: y = Σ_i λ_i (v_i·ĥ)² + 2q·ĥ + c. Of the pairs the kept ones are here, in the
/// order that was asked for; the values of all are in <see cref="AllValues"/>.
/// </summary>
public sealed class EigenSpectrum
{
    internal EigenSpectrum(int output) => Output = output;

    /// <summary>Which of the outputs.</summary>
    public int Output { get; }

    /// <summary>λ of the kept pairs.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>v, one row a vector, in the coordinates of the basis.</summary>
    public required Matrix Vectors { get; init; }

    /// <summary>v seen in the model's input, one row a picture: W_eᵀv in the latent basis (not orthonormal), v itself in the input basis.</summary>
    public required Matrix Pictures { get; init; }

    /// <summary>λ · mean (v·ĥ)² over the data; empty without data.</summary>
    public required IReadOnlyList<double> MeanActivations { get; init; }

    /// <summary>For each kept pair the inputs with the largest (v·ĥ)²; empty without data.</summary>
    public required IReadOnlyList<IReadOnlyList<TopInput>> TopInputs { get; init; }

    /// <summary>
    /// For each kept pair the distance to the nearest other value. Where it is tiny beside the largest |λ|, the vector is an
    /// arbitrary one of an eigenspace.
    /// </summary>
    public required IReadOnlyList<double> Gaps { get; init; }

    /// <summary>Every λ, ascending.</summary>
    public required IReadOnlyList<double> AllValues { get; init; }

    /// <summary>q: half of the linear part, in the coordinates of the basis.</summary>
    public required IReadOnlyList<double> Linear { get; init; }

    /// <summary>c.</summary>
    public required double Constant { get; init; }

    /// <summary>(Σ|λ|)² / Σλ²: how many directions as strong as each other would give this spectrum.</summary>
    public double EffectiveRank => Concentration.EffectiveCount(AllValues);

    /// <summary>The share of Σ|λ| of the k largest |λ|.</summary>
    public double TopShare(int count) => Concentration.TopShare(AllValues, count);

    /// <summary>(Σ|p|)² / Σp² of a picture: how many pixels as strong as each other would fill it.</summary>
    public double EffectivePixels(int pair) => Concentration.EffectiveCount(Pictures.Row(pair).ToArray());
}
