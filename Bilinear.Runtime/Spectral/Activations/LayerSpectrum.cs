using Bilinear.Linalg;
using Bilinear.Spectral.Eigen;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral;

/// <summary>A bilinear layer of a model of texts along a direction among the logits: what it adds to them is Σᵢ λᵢ(vᵢ·h)² + 2q·h + c over the last norm's scale, with h the stream over r.</summary>
public sealed class LayerSpectrum
{
    private readonly LayerPairs? _whole;

    internal LayerSpectrum(int branch, string layer, Direction direction, LayerPairs whole, int[] numbers)
        : this(branch, layer, direction, new EigenPairs([.. numbers.Select(number => whole.Pairs.Values[number])], new Matrix(numbers.Length, whole.Pairs.Vectors.Columns, [.. numbers.SelectMany(number => whole.Pairs.Vectors.Row(number).ToArray())])), numbers) =>
        (_whole, AllValues, Linear, Constant) = (whole, whole.Pairs.Values, whole.Linear, whole.Constant);

    /// <summary>A spectrum of a file, which has the pairs that were kept alone.</summary>
    internal LayerSpectrum(int branch, string layer, Direction direction, EigenPairs pairs, int[] numbers) =>
        (Branch, Layer, Direction, Pairs, Numbers) = (branch, layer, direction, pairs, numbers);

    /// <summary>The words that name it: <c>eigen stack.3.down " girl" - " boy"</c>.</summary>
    public string Name => NameOf(Layer, Direction.Name, Sigma);

    /// <summary>The layer's place among the branches.</summary>
    public int Branch { get; }

    /// <summary>The layer's path, as the entry of a <c>decompose</c> block names it; else that of its output.</summary>
    public string Layer { get; private init; }

    /// <summary>The direction among the logits.</summary>
    public Direction Direction { get; }

    /// <summary>σ, where the direction is the left factor of a singular triplet of the layer; null for another.</summary>
    public double? Sigma { get; internal init; }

    /// <summary>The eigenpairs that are kept, in their order.</summary>
    public EigenPairs Pairs { get; }

    /// <summary>The number of each kept pair among all of them, counted from the largest |λ|.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>All eigenvalues, the largest |λ| first.</summary>
    public IReadOnlyList<double> AllValues { get; internal init; } = [];

    /// <summary>q [d], half of the linear part, over h: the layer's biases make it.</summary>
    public IReadOnlyList<double> Linear { get; internal init; } = [];

    /// <summary>c, which no input changes.</summary>
    public double Constant { get; internal init; }

    /// <summary>(Σ|λ|)² / Σλ² over all eigenvalues: how many equal ones would be as spread out.</summary>
    public double EffectiveRank => Concentration.EffectiveCount(AllValues);

    /// <exception cref="InvalidOperationException">The spectrum is read from a file.</exception>
    internal LayerPairs Whole => _whole ?? throw new InvalidOperationException($"`{Name}` was read from a file, which has {Pairs.Values.Count} of its {AllValues.Count} eigenvectors: decompose the weights for what needs them all.");

    internal static string NameOf(string layer, string direction, double? sigma) => $"{(sigma is null ? "eigen" : "svd")} {layer} {direction}";

    internal LayerSpectrum OfTriplet(double sigma) => new(Branch, Layer, Direction, Whole, [.. Numbers]) { Sigma = sigma };

    internal LayerSpectrum Of(TokenPlan plan) => new(Branch, Layer, Direction, Whole, [.. Numbers]) { Sigma = Sigma, Layer = plan.Name };
}
