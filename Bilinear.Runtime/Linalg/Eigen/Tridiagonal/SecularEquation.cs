using System.Runtime.CompilerServices;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg.Eigen.Tridiagonal;

/// <summary>
/// The eigenvalues of D + ρ z zᵀ, which are the roots of f(λ) = 1 + Σ_j ζ_j/(d_j − λ) with ζ_j = ρ z_j² > 0: one behind each
/// pole. A root is kept as its distance from the nearer pole beside it, so that its distances from all poles, of which the
/// vectors are made, are right to the last bits.
/// </summary>
/// <param name="poles">d, ascending and distinct; padded with infinity to whole vectors.</param>
/// <param name="weights">ζ, padded with zeros.</param>
internal readonly unsafe struct SecularEquation<TLanes>(double* poles, double* weights, int count) where TLanes : unmanaged, ILanes<TLanes, double>
{
    private const double Epsilon = 2.220446049250313e-16;

    // The sums of f are right to about this share of the sum of their terms' magnitudes.
    private const double Rounding = 8 * Epsilon;

    // Two or three are usual; what is not found by then is found by halving, which ends at neighbouring numbers.
    private const int Interpolations = 20;

    private const int Steps = 1200;

    /// <summary>The root behind pole i, as a pole and the root's distance from it.</summary>
    public (int Pole, double Distance) Root(int i)
    {
        if (count == 1)
            return (0, weights[0]);

        // Which half of the gap it lies in says which pole is nearer.
        var isLast = i == count - 1;
        var gap = isLast ? SumOfWeights() : poles[i + 1] - poles[i];
        var middle = Evaluate(i, gap / 2);
        var origin = isLast || middle.F >= 0 ? i : i + 1;
        var (low, high) = origin != i ? (-gap / 2, 0.0) : isLast && middle.F < 0 ? (gap / 2, gap) : (0.0, gap / 2);
        var distance = origin == i ? gap / 2 : -gap / 2;
        var (left, right) = origin == i ? (0.0, gap) : (-gap, 0.0);
        var at = middle;
        for (var step = 0; step < Steps; step++)
        {
            if (Math.Abs(at.F) <= Rounding * at.Magnitude)
                break;
            if (at.F < 0)
                low = distance;
            else
                high = distance;
            var next = step < Interpolations ? distance + Step(at, left - distance, right - distance, isLast) : double.NaN;
            if (!(next > low && next < high))
                next = low + ((high - low) / 2);
            if (next == distance || next <= low || next >= high)
                break;
            distance = next;
            at = Evaluate(origin, distance);
        }

        return (origin, distance);
    }

    // To the root of c + s/(p − x) + t/(q − x), p and q the poles on both sides, which has f's left and right parts and their
    // slopes here ("the middle way": Li, "Solving secular equations stably and efficiently", LAPACK working note 89, 1993).
    private static double Step(in Sums at, double toLeft, double toRight, bool isLast)
    {
        if (isLast)
            return toLeft + (at.LeftSlope * toLeft * toLeft / (at.F - (at.LeftSlope * toLeft)));
        var c = at.F - (at.LeftSlope * toLeft) - (at.RightSlope * toRight);
        var a = ((toLeft + toRight) * at.F) - (toLeft * toRight * (at.LeftSlope + at.RightSlope));
        var b = toLeft * toRight * at.F;
        var root = Math.Sqrt(Math.Max(0, (a * a) - (4 * b * c)));
        return a <= 0 ? (a - root) / (2 * c) : 2 * b / (a + root);
    }

    // Terms of poles on the left are negative, those on the right positive: sums with and without signs give both.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Sums Evaluate(int origin, double distance)
    {
        var (shift, offset) = (TLanes.Create(poles[origin]), TLanes.Create(distance));
        var one = TLanes.Create(1);
        TLanes sum, magnitude, slope, signedSlope;
        sum = magnitude = slope = signedSlope = TLanes.Create(0);
        for (var j = 0; j < count; j += TLanes.Width)
        {
            var inverse = one / (TLanes.Load(poles + j) - shift - offset);
            var term = TLanes.Load(weights + j) * inverse;
            var size = TLanes.Abs(term);
            sum += term;
            magnitude += size;
            TLanes.Accumulate(term, inverse, ref slope);
            TLanes.Accumulate(size, inverse, ref signedSlope);
        }

        var (all, signed) = (TLanes.Sum(slope), TLanes.Sum(signedSlope));
        return new Sums(1 + TLanes.Sum(sum), 1 + TLanes.Sum(magnitude), 0.5 * (all - signed), 0.5 * (all + signed));
    }

    private double SumOfWeights()
    {
        var sum = 0.0;
        for (var j = 0; j < count; j++)
            sum += weights[j];
        return sum;
    }

    private readonly record struct Sums(double F, double Magnitude, double LeftSlope, double RightSlope);
}
