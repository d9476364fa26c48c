using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Noise;

/// <summary>
/// Computes count, mean and Σ(x − mean)² of some numbers. Short pieces are taken in two passes in single precision, and joined in
/// double (Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979), so a
/// large mean costs no digits of the deviation.
/// </summary>
internal struct Moments
{
    private const int Piece = 1024;

    private double _count;
    private double _mean;
    private double _squares;

    /// <summary>The sample's standard deviation, over count − 1; zero for a single number, which does not vary (torch.std says NaN).</summary>
    public readonly double Deviation => _count > 1 ? Math.Sqrt(_squares / (_count - 1)) : 0;

    public void Add(in Moments other)
    {
        if (other._count == 0)
            return;
        var count = _count + other._count;
        var difference = other._mean - _mean;
        _mean += difference * (other._count / count);
        _squares += other._squares + difference * difference * (_count * other._count / count);
        _count = count;
    }

    /// <summary>Adds a row.</summary>
    public unsafe void Add<TVector>(float* x, int columns) where TVector : unmanaged, IVector<TVector>
    {
        for (var j = 0; j < columns; j += Piece)
            Add(Of<TVector>(x + j, Math.Min(Piece, columns - j)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe Moments Of<TVector>(float* x, int count) where TVector : unmanaged, IVector<TVector>
    {
        var width = TVector.Width;
        TVector even, odd;
        even = odd = TVector.Create(0f);
        var j = 0;
        for (; j <= count - 2 * width; j += 2 * width)
        {
            even += TVector.Load(x + j);
            odd += TVector.Load(x + j + width);
        }
        for (; j < count; j += width)
            even += Tail.Load<TVector>(x + j, count - j);
        var mean = TVector.Sum(even + odd) / count;

        var shift = TVector.Create(mean);
        TVector evenSquares, oddSquares;
        even = odd = evenSquares = oddSquares = TVector.Create(0f);
        for (j = 0; j <= count - 2 * width; j += 2 * width)
        {
            var d = TVector.Load(x + j) - shift;
            even += d;
            TVector.Accumulate(d, d, ref evenSquares);
            d = TVector.Load(x + j + width) - shift;
            odd += d;
            TVector.Accumulate(d, d, ref oddSquares);
        }
        for (; j < count; j += width)
        {
            var d = Tail.Load<TVector>(x + j, count - j, mean) - shift;
            even += d;
            TVector.Accumulate(d, d, ref evenSquares);
        }
        // The rounded mean is a little off; the sum of the deviations corrects mean and squares.
        var rest = (double)TVector.Sum(even + odd);
        return new Moments
        {
            _count = count,
            _mean = mean + rest / count,
            // The squares of very small numbers are zero in single precision, and their correction is not.
            _squares = Math.Max(0, TVector.Sum(evenSquares + oddSquares) - rest * rest / count),
        };
    }
}
