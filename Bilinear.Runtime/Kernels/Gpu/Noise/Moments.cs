using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Gpu.Noise;

/// <summary>
/// Holds count, mean and sum of squared deviations of some numbers. Those of two sets combine to those of both.
/// Source: Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances" (1979).
/// </summary>
internal readonly struct Moments(float count, float mean, float deviations) : IReduction<Moments>
{
    private readonly float _count = count;
    private readonly float _mean = mean;
    private readonly float _deviations = deviations;

    /// <summary>√(Σ (x − mean)² / (n − 1)), as torch.std has it; zero for a single number, which does not vary.</summary>
    public float StandardDeviation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _count > 1 ? MathF.Sqrt(_deviations / (_count - 1)) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Moments With(float x)
    {
        var delta = x - _mean;
        var mean = _mean + delta / (_count + 1);
        return new(_count + 1, mean, _deviations + delta * (x - mean));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Moments Combine(Moments a, Moments b)
    {
        var count = a._count + b._count;
        var share = count == 0 ? 0 : b._count / count;
        var delta = b._mean - a._mean;
        return new(count, a._mean + delta * share, a._deviations + b._deviations + delta * delta * a._count * share);
    }
}
