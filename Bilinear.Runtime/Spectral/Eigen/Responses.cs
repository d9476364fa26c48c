using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>How a data set responds to vectors: for each the three samples with the largest (v·ĥ)², and the mean of v·ĥ.</summary>
internal sealed class Responses
{
    public const int Top = 3;

    private const double NoSign = 1e-6;

    private readonly Matrix _vectors;
    private readonly (int Sample, double Projection)[] _top;
    private readonly double[] _mean;

    /// <param name="vectors">One row each.</param>
    public Responses(Matrix vectors, LayerInputs inputs)
    {
        (_vectors, _mean) = (vectors, new double[vectors.Rows]);
        _top = new (int, double)[vectors.Rows * Top];
        _top.AsSpan().Fill((-1, 0));
        foreach (var (first, _, chunk) in inputs.Chunks())
        {
            var projections = vectors.TimesTransposed(chunk);
            Parallel.For(0, vectors.Rows, vector => Take(vector, first, projections.Row(vector), inputs.Data.Count));
        }
    }

    /// <summary>
    /// +1 or −1, so that the mean of v·ĥ over the top inputs is positive; where that is zero, the mean over all of the data;
    /// where that is zero too, the component of largest magnitude.
    /// </summary>
    public int SignOf(int vector)
    {
        var top = 0.0;
        foreach (var (_, projection) in TopOf(vector))
            top += projection / Top;
        if (Math.Abs(top) > NoSign)
            return Math.Sign(top);
        return Math.Abs(_mean[vector]) > NoSign ? Math.Sign(_mean[vector]) : SignOf(_vectors.Row(vector));
    }

    /// <summary>+1 or −1, so that the component of largest magnitude, the first of several, is positive.</summary>
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

    private void Take(int vector, int first, ReadOnlySpan<double> projections, int count)
    {
        var top = TopOf(vector);
        for (var index = 0; index < projections.Length; index++)
        {
            var projection = projections[index];
            _mean[vector] += projection / count;
            var place = Top;
            while (place > 0 && (top[place - 1].Sample < 0 || projection * projection > top[place - 1].Projection * top[place - 1].Projection))
                place--;
            if (place == Top)
                continue;
            top[place..^1].CopyTo(top[(place + 1)..]);
            top[place] = (first + index, projection);
        }
    }
}
