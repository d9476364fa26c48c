using Bilinear.Dsl.Spectral.Folding;

namespace Bilinear.Cli.Commands.Folding;

/// <summary>What a norm met on data: sums over all positions, in double.</summary>
/// <param name="norm">The norm.</param>
internal sealed class MeasuredNorm(FoldedNorm norm)
{
    private readonly double[] _squares = new double[norm.Size];
    private readonly double[] _normed = new double[norm.Size];
    private long _positions;

    public FoldedNorm Norm => norm;

    /// <summary>s = √(mean x² + ε), the mean over all positions and channels.</summary>
    public double Scale => Math.Sqrt((_squares.Sum() / _squares.Length / _positions) + norm.Epsilon);

    /// <summary>
    /// s of each channel, √(mean x² / mean (x/r)²) over all positions: what it gives has then the mean square that it had with the norm, as the one number has it for all channels
    /// together. A channel that is always 0 has that one.
    /// </summary>
    public double[] Scales => [.. _squares.Select((square, channel) => square > 0 ? Math.Sqrt(square / _normed[channel]) : Scale)];

    /// <summary>The largest √(mean x² + ε) of one position.</summary>
    public double Largest { get; private set; }

    /// <param name="rows">[positions, d].</param>
    public void Add(ReadOnlySpan<float> rows)
    {
        for (; rows.Length > 0; rows = rows[norm.Size..])
        {
            var sum = 0.0;
            for (var channel = 0; channel < norm.Size; channel++)
            {
                var square = (double)rows[channel] * rows[channel];
                _squares[channel] += square;
                sum += square;
            }
            var mean = (sum / norm.Size) + norm.Epsilon;
            for (var channel = 0; channel < norm.Size; channel++)
                _normed[channel] += (double)rows[channel] * rows[channel] / mean;
            Largest = Math.Max(Largest, Math.Sqrt(mean));
            _positions++;
        }
    }
}
