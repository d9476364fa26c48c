using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Measured;

/// <summary>The responses of a data set to vectors: for each vector the three samples with the largest (v·ĥ)², and the mean of v·ĥ.</summary>
internal sealed class Responses
{
    public const int Top = 3;

    private const double NoSign = 1e-6;

    private readonly (int Sample, double Projection)[] _top;
    private readonly double[] _mean;

    /// <param name="vectors">The vectors, one per row.</param>
    /// <param name="mean">The mean of ĥ.</param>
    /// <param name="found">The result of <see cref="Find"/>.</param>
    public Responses(Matrix vectors, double[] mean, double[][] found)
    {
        _mean = vectors.Times(mean);
        _top = [.. found[0].Zip(found[1], (sample, projection) => ((int)sample, projection))];
    }

    /// <summary>Finds for each vector the samples with its three largest (v·ĥ)², −1 where there are fewer, and v·ĥ of each.</summary>
    /// <param name="pictures">Aᵀv, one row each: v·ĥ = Aᵀv·x + v·a.</param>
    public static double[][] Find(Matrix vectors, Matrix pictures, LayerInputs inputs)
    {
        var search = new TopSearch(pictures, vectors.Times(inputs.Offset), inputs);
        return [[.. search.Top.Select(input => (double)input.Sample)], [.. search.Top.Select(input => input.Projection)]];
    }

    /// <summary>
    /// The sign, +1 or −1, that makes the mean of v·ĥ over the top inputs positive; where that mean is zero, the mean over all of
    /// the data; where that is zero too, the component of <paramref name="shown"/> of largest magnitude.
    /// </summary>
    /// <param name="shown">The vector in the coordinates that users see.</param>
    public int SignOf(int vector, ReadOnlySpan<double> shown)
    {
        var top = 0.0;
        foreach (var (_, projection) in TopOf(vector))
            top += projection / Top;
        if (Math.Abs(top) > NoSign)
            return Math.Sign(top);
        return Math.Abs(_mean[vector]) > NoSign ? Math.Sign(_mean[vector]) : SignOf(shown);
    }

    /// <summary>The sign, +1 or −1, that makes the component of largest magnitude, the first of several, positive.</summary>
    public static int SignOf(ReadOnlySpan<double> vector)
    {
        var largest = 0.0;
        foreach (var value in vector)
        {
            if (Math.Abs(value) > Math.Abs(largest))
                largest = value;
        }

        return largest < 0 ? -1 : 1;
    }

    /// <summary>The top inputs of <paramref name="vector"/>, the strongest first; fewer in a data set of fewer.</summary>
    public IReadOnlyList<TopInput> TopInputsOf(int vector, double value, int sign)
    {
        var inputs = new List<TopInput>();
        foreach (var (sample, projection) in TopOf(vector))
        {
            if (sample >= 0)
                inputs.Add(new TopInput(sample, sign * projection, value * projection * projection));
        }

        return inputs;
    }

    private Span<(int Sample, double Projection)> TopOf(int vector) => _top.AsSpan(vector * Top, Top);
}
