namespace Bilinear.Training;

/// <summary>Holds what a norm met on data: means over all positions, in double.</summary>
public sealed class MeasuredNorm
{
    private readonly double[] _squares;
    private readonly double[] _normed;
    private long _positions;

    internal MeasuredNorm(NormInfo norm) => (Norm, _squares, _normed) = (norm, new double[norm.Size], new double[norm.Size]);

    public NormInfo Norm { get; }

    /// <summary>s = √(mean x² + ε), the mean over all positions and channels.</summary>
    public double Scale => Math.Sqrt((_squares.Sum() / _squares.Length / _positions) + Norm.Epsilon);

    /// <summary>
    /// s of each channel, √(mean x² / mean (x/r)²) over all positions: what it gives has then the mean square that it had with the norm, as the one number has it for all channels
    /// together. A channel that is always 0 has that one.
    /// </summary>
    public IReadOnlyList<double> Scales => [.. _squares.Select((square, channel) => square > 0 ? Math.Sqrt(square / _normed[channel]) : Scale)];

    /// <summary>The largest r = √(mean x² + ε) of one position.</summary>
    public double Largest { get; private set; }

    /// <param name="rows">[positions, size].</param>
    internal void Add(ReadOnlySpan<float> rows)
    {
        for (; rows.Length > 0; rows = rows[Norm.Size..])
        {
            var sum = 0.0;
            for (var channel = 0; channel < Norm.Size; channel++)
            {
                var square = (double)rows[channel] * rows[channel];
                _squares[channel] += square;
                sum += square;
            }
            var mean = (sum / Norm.Size) + Norm.Epsilon;
            for (var channel = 0; channel < Norm.Size; channel++)
                _normed[channel] += (double)rows[channel] * rows[channel] / mean;
            Largest = Math.Max(Largest, Math.Sqrt(mean));
            _positions++;
        }
    }
}
