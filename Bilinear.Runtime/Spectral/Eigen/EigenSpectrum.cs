using Bilinear.Linalg;
using Bilinear.Spectral.Eigen;

namespace Bilinear.Spectral;

/// <summary>
/// The quadratic form of one output, or of another direction, taken apart: y = Σ_i λ_i (v_i·ĥ)² + 2q·ĥ + c. Of the pairs the kept ones are here, in the
/// order that was asked for; the values of all are in <see cref="AllValues"/>.
/// </summary>
public sealed class EigenSpectrum
{
    internal EigenSpectrum(Direction direction, int output) => (Direction, Output) = (direction, output);

    /// <summary>Which direction among the outputs; that of one output has its number for a name.</summary>
    public Direction Direction { get; }

    /// <summary>Which of the outputs; −1 for another direction.</summary>
    public int Output { get; }

    /// <summary>λ of the kept pairs.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>v, one row a vector: over the bilinear layer's input h in the latent basis, over the model's input x in the input basis; an appended 1 comes last.</summary>
    public required Matrix Vectors { get; init; }

    /// <summary>v seen in the model's input, one row a picture: W_eᵀv in the latent basis (not orthonormal), v itself in the input basis.</summary>
    public required Matrix Pictures { get; init; }

    /// <summary>λ · mean (v·ĥ)² over the data; empty without data.</summary>
    public required IReadOnlyList<double> MeanActivations { get; init; }

    /// <summary>For each kept pair the inputs with the largest (v·ĥ)²; empty without data.</summary>
    public required IReadOnlyList<IReadOnlyList<TopInput>> TopInputs { get; init; }

    /// <summary>
    /// For each kept pair the distance to the nearest other value. Where it is tiny beside the largest |λ|, the vector is an
    /// arbitrary one of an eigenspace: see <see cref="Eigenspaces"/>.
    /// </summary>
    public required IReadOnlyList<double> Gaps { get; init; }

    /// <summary>Every λ, ascending.</summary>
    public required IReadOnlyList<double> AllValues { get; init; }

    /// <summary>The spaces of values that are not told apart, by ascending value; empty where every vector is determined but for its sign.</summary>
    public required IReadOnlyList<Eigenspace> Eigenspaces { get; init; }

    /// <summary>Those of them that a kept pair belongs to.</summary>
    public IEnumerable<Eigenspace> KeptEigenspaces => Eigenspaces.Where(space => Places.Any(space.Contains));

    /// <summary>Where the kept pairs stand among <see cref="AllValues"/>.</summary>
    internal IReadOnlyList<int> Places { get; init; } = [];

    /// <summary>q: half of the linear part, over what the vectors are over.</summary>
    public required IReadOnlyList<double> Linear { get; init; }

    /// <summary>q over ĥ, the coordinates that the forms are taken apart in; those of <see cref="Linear"/> in the latent basis.</summary>
    internal double[] FormLinear { get; init; } = [];

    /// <summary>c.</summary>
    public required double Constant { get; init; }

    /// <summary>(Σ|λ|)² / Σλ²: how many directions as strong as each other would give this spectrum.</summary>
    public double EffectiveRank => Concentration.EffectiveCount(AllValues);

    /// <summary>The eigenspace that a kept pair belongs to; null where its vector is determined but for its sign.</summary>
    public Eigenspace? EigenspaceOf(int pair) => Eigenspaces.FirstOrDefault(space => space.Contains(Places[pair]));

    /// <summary>The share of Σ|λ| of the k largest |λ|.</summary>
    public double TopShare(int count) => Concentration.TopShare(AllValues, count);

    /// <summary>(Σ|p|)² / Σp² of a picture: how many pixels as strong as each other would fill it.</summary>
    public double EffectivePixels(int pair) => Concentration.EffectiveCount(Pictures.Row(pair).ToArray());
}
