using Bilinear.Linalg;
using Bilinear.Spectral.Eigen;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral;

/// <summary>A bilinear layer of a model of texts along a direction among the logits: what it adds to them is Σᵢ λᵢ(vᵢ·h)² + 2q·h + c over the last norm's scale, with h the stream over r.</summary>
public sealed class LayerSpectrum
{
    internal LayerSpectrum(int branch, string layer, Direction direction, LayerPairs whole, int[] numbers)
    {
        (Branch, Layer, Direction, Whole, Numbers) = (branch, layer, direction, whole, numbers);
        Pairs = new EigenPairs([.. numbers.Select(number => whole.Pairs.Values[number])], new Matrix(numbers.Length, whole.Pairs.Vectors.Columns, [.. numbers.SelectMany(number => whole.Pairs.Vectors.Row(number).ToArray())]));
    }

    /// <summary>The layer's place among the branches.</summary>
    public int Branch { get; }

    /// <summary>The layer's path, as the entry of a <c>decompose</c> block names it; else that of its output.</summary>
    public string Layer { get; private init; }

    /// <summary>The direction among the logits.</summary>
    public Direction Direction { get; }

    /// <summary>σ, where the direction is the left factor of a singular triplet of the layer; null for another.</summary>
    public double? Sigma { get; private init; }

    /// <summary>The eigenpairs that are kept, in their order.</summary>
    public EigenPairs Pairs { get; }

    /// <summary>The number of each kept pair among all of them, counted from the largest |λ|.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>All eigenvalues, the largest |λ| first.</summary>
    public IReadOnlyList<double> AllValues => Whole.Pairs.Values;

    /// <summary>(Σ|λ|)² / Σλ² over all eigenvalues: how many equal ones would be as spread out.</summary>
    public double EffectiveRank => Concentration.EffectiveCount(AllValues);

    internal LayerPairs Whole { get; }

    internal LayerSpectrum OfTriplet(double sigma) => new(Branch, Layer, Direction, Whole, [.. Numbers]) { Sigma = sigma };

    internal LayerSpectrum Of(TokenPlan plan) => new(Branch, Layer, Direction, Whole, [.. Numbers]) { Sigma = Sigma, Layer = plan.Name };
}
