using Bilinear.Linalg;
using Bilinear.Spectral.Eigen;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral;

/// <summary>
/// The decomposed quadratic form of one output, or of another direction: y = Σ_i λ_i (v_i·ĥ)² + 2q·ĥ + c. It holds the kept
/// eigenpairs in the order that was asked for, and the eigenvalues of all pairs in <see cref="AllValues"/>.
/// </summary>
public sealed class EigenSpectrum
{
    internal EigenSpectrum(Direction direction, int output) => (Direction, Output) = (direction, output);

    /// <summary>The direction among the outputs; the direction of one output is named by its number.</summary>
    public Direction Direction { get; }

    /// <summary>The index of the output; −1 for a direction that combines several.</summary>
    public int Output { get; }

    /// <summary>The eigenvalues λ of the kept pairs.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The eigenvectors v of the kept pairs, one per row: over the bilinear layer's input h in the latent basis, over the model's input x in the input basis; the coordinate of an appended 1 comes last.</summary>
    public required Matrix Vectors { get; init; }

    /// <summary>The eigenvectors seen in the model's input, one picture per row: W_eᵀv in the latent basis (not orthonormal), v itself in the input basis.</summary>
    public required Matrix Pictures { get; init; }

    /// <summary>The mean activation λ · mean (v·ĥ)² of each kept pair over the data; empty without data.</summary>
    public required IReadOnlyList<double> MeanActivations { get; init; }

    /// <summary>The inputs with the largest (v·ĥ)² for each kept pair; empty without data.</summary>
    public required IReadOnlyList<IReadOnlyList<TopInput>> TopInputs { get; init; }

    /// <summary>
    /// The distance from each kept eigenvalue to the nearest other one. Where it is tiny beside the largest |λ|, the vector is an
    /// arbitrary vector of an eigenspace: see <see cref="Eigenspaces"/>.
    /// </summary>
    public required IReadOnlyList<double> Gaps { get; init; }

    /// <summary>All eigenvalues in ascending order.</summary>
    public required IReadOnlyList<double> AllValues { get; init; }

    /// <summary>The eigenspaces of eigenvalues too close to be told apart, by ascending value; empty where every vector is determined but for its sign.</summary>
    public required IReadOnlyList<Eigenspace> Eigenspaces { get; init; }

    /// <summary>The eigenspaces that a kept pair belongs to.</summary>
    public IEnumerable<Eigenspace> KeptEigenspaces => Eigenspaces.Where(space => Places.Any(space.Contains));

    /// <summary>The indices of the kept pairs in <see cref="AllValues"/>.</summary>
    internal IReadOnlyList<int> Places { get; init; } = [];

    /// <summary>q, half of the linear part, in the coordinates of <see cref="Vectors"/>.</summary>
    public required IReadOnlyList<double> Linear { get; init; }

    /// <summary>q in ĥ, the coordinates in which the forms are decomposed; it equals <see cref="Linear"/> in the latent basis.</summary>
    internal double[] FormLinear { get; init; } = [];

    /// <summary>The kept eigenvectors over ĥ; they equal <see cref="Vectors"/> in the latent basis.</summary>
    internal Matrix FormVectors { get; init; } = new(0, 0);

    /// <summary>The forms that were decomposed, by which spectra of one decomposition know each other.</summary>
    internal QuadraticForms? Forms { get; init; }

    /// <summary>c, the constant part.</summary>
    public required double Constant { get; init; }

    /// <summary>The effective rank (Σ|λ|)² / Σλ²: the number of equally strong directions that would give this value.</summary>
    public double EffectiveRank => Concentration.EffectiveCount(AllValues);

    /// <summary>The eigenspace that a kept pair belongs to; null where its vector is determined but for its sign.</summary>
    /// <param name="pair">The pair's index among the kept ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pair.</exception>
    public Eigenspace? EigenspaceOf(int pair)
    {
        Check(pair);
        return Eigenspaces.FirstOrDefault(space => space.Contains(Places[pair]));
    }

    /// <summary>The share of Σ|λ| that the k largest |λ| hold.</summary>
    /// <param name="count">k.</param>
    public double TopShare(int count) => Concentration.TopShare(AllValues, count);

    /// <summary>The effective pixel count (Σ|p|)² / Σp² of a picture p: the number of equally strong pixels that would give this value.</summary>
    /// <param name="pair">The pair's index among the kept ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pair.</exception>
    public double EffectivePixels(int pair)
    {
        Check(pair);
        return Concentration.EffectiveCount(Pictures.Row(pair).ToArray());
    }

    /// <summary>Names eigenvectors that are taken out: <c>spectra.Head[3].Without(0, 2)</c>.</summary>
    /// <param name="pairs">The indices of the pairs among the kept ones, at least one.</param>
    /// <exception cref="ArgumentException">A pair is not there, or is named twice; or none is named.</exception>
    public Ablation Without(params int[] pairs) => Ablation.Of(this, pairs, keepsOnly: false);

    /// <summary>Names the eigenvectors that stay, with the linear and the constant part, when all others are taken out, those that the spectrum does not keep among them.</summary>
    /// <param name="pairs">The indices of the pairs among the kept ones; none to take out all.</param>
    /// <exception cref="ArgumentException">A pair is not there, or is named twice.</exception>
    public Ablation Only(params int[] pairs) => Ablation.Of(this, pairs, keepsOnly: true);

    internal void Check(int pair, string parameter = "pair")
    {
        if (pair < 0 || pair >= Values.Count)
            throw new ArgumentOutOfRangeException(parameter, pair, $"There is no pair {pair}: the spectrum keeps {Values.Count}, counted from 0.");
    }
}
