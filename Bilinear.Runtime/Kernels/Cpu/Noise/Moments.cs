using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Noise;

/// <summary>
/// Count, mean and Σ(x − mean)² of some numbers. Short pieces are taken in two passes in single precision, and joined in
/// double (Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979), so a
/// large mean costs no digits of the deviation.
/// </summary>
internal struct Moments
{
    private const int Piece = 1024;

    private double _count;
    private double _mean;
    private double _squares;

    /// <summary>The sample's standard deviation: over count − 1; NaN for a single number, as torch.std.</summary>
    public readonly double Deviation => Math.Sqrt(_squares / (_count - 1));

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
        var sum = TVector.Create(0f);
        for (var j = 0; j < count; j += TVector.Width)
            sum += Lanes.Load<TVector>(x + j, count - j);
        var mean = TVector.Sum(sum) / count;

        var shift = TVector.Create(mean);
        sum = TVector.Create(0f);
        var squares = TVector.Create(0f);
        for (var j = 0; j < count; j += TVector.Width)
        {
            var d = Lanes.Load<TVector>(x + j, count - j, mean) - shift;
            sum += d;
            squares = TVector.MultiplyAdd(d, d, squares);
        }
        // The rounded mean is a little off; what is left over corrects both.
        var rest = (double)TVector.Sum(sum);
        return new Moments
        {
            _count = count,
            _mean = mean + rest / count,
            _squares = TVector.Sum(squares) - rest * rest / count,
        };
    }
}
