using System.Runtime.CompilerServices;

namespace Bilinear.Kernels;

/// <summary>
/// Computes e⁻ᵃ, 2ʸ, log and cos in single precision, one formula for every vector width and for scalars. The polynomials are minimax
/// fits (Remez), with the error of the fit beside each; the largest error of the functions is about 2e-7, relative.
/// </summary>
internal static class Elementary
{
    public const float Log2E = 1.44269504f;

    public const float Ln2 = 0.693147181f;

    // ln 2 in two parts: n·Ln2High is exact for |n| < 2¹⁵.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Adding and subtracting 1.5·2²³ rounds to a whole number: the sum's last mantissa bit counts ones.
    private const float Rounding = 12582912f;

    /// <summary>e⁻⁽ᵃ⁺ᵇ⁾ for a ≥ 0 and a small correction b; zero where a > 87, below which floats lose bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpMinus<TVector>(TVector a, TVector b) where TVector : struct, IVector<TVector>
    {
        // −a − b = n·ln 2 + r with |r| ≤ ½ ln 2;  eʳ = 1 + r + r²·P(r), error of the fit 8e-9
        var n = TVector.MultiplyAdd(a, TVector.Create(-Log2E), TVector.Create(Rounding)) - TVector.Create(Rounding);
        var r = TVector.MultiplyAdd(n, TVector.Create(-Ln2High), -a);
        r = TVector.MultiplyAdd(n, TVector.Create(-Ln2Low), r) - b;
        var p = TVector.Create(0.00139412156f);
        p = TVector.MultiplyAdd(p, r, TVector.Create(0.008363237886f));
        p = TVector.MultiplyAdd(p, r, TVector.Create(0.04166637412f));
        p = TVector.MultiplyAdd(p, r, TVector.Create(0.1666657662f));
        p = TVector.MultiplyAdd(p, r, TVector.Create(0.5f));
        var value = TVector.MultiplyAdd(p, r * r, r) + TVector.Create(1f);
        return TVector.SelectLessOrEqual(TVector.Create(87f), a, TVector.Create(0f), value * TVector.PowerOfTwo(n));
    }

    /// <summary>e⁻ᵃ for a ≥ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpMinus<TVector>(TVector a) where TVector : struct, IVector<TVector> => ExpMinus(a, TVector.Create(0f));

    /// <summary>2ʸ for y that is not above 0 by more than rounding; zero where y ≤ −126, below which floats lose bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp2<TVector>(TVector y) where TVector : struct, IVector<TVector>
    {
        // y = n + f with |f| ≤ ½;  2ᶠ = 1 + f·P(f), error of the fit 2e-9
        var n = y + TVector.Create(Rounding) - TVector.Create(Rounding);
        var f = y - n;
        var p = TVector.Create(0.0001540862997f);
        p = TVector.MultiplyAdd(p, f, TVector.Create(0.001340003434f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(0.009618229538f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(0.05550328346f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(0.2402264968f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(0.6931472061f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(1f));
        return TVector.SelectLessOrEqual(y, TVector.Create(-126f), TVector.Create(0f), p * TVector.PowerOfTwo(n));
    }

    /// <summary>The natural logarithm of a normal positive number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log<TVector>(TVector x) where TVector : struct, IVector<TVector>
    {
        // x = 2ᵉ·(1 + f) with 1 + f in [√½, √2);  log(1 + f) = f − ½f² + f³·P(f), error of the fit 3e-8
        var one = TVector.Create(1f);
        var e = TVector.Exponent(x);
        var m = x * TVector.PowerOfTwo(-e);
        var sqrt2 = TVector.Create(1.41421356f);
        e = TVector.SelectLessOrEqual(sqrt2, m, e + one, e);
        var f = TVector.SelectLessOrEqual(sqrt2, m, m * TVector.Create(0.5f), m) - one;
        var p = TVector.Create(-0.08305517864f);
        p = TVector.MultiplyAdd(p, f, TVector.Create(0.1279897617f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(-0.1294341735f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(0.1419023019f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(-0.1664348714f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(0.2000188002f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(-0.250002809f));
        p = TVector.MultiplyAdd(p, f, TVector.Create(0.3333332654f));
        var tail = f * f * TVector.MultiplyAdd(p, f, TVector.Create(-0.5f));
        return TVector.MultiplyAdd(e, TVector.Create(Ln2High), TVector.MultiplyAdd(e, TVector.Create(Ln2Low), tail) + f);
    }

    /// <summary>cos 2πv for v in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector CosOfTurns<TVector>(TVector v) where TVector : struct, IVector<TVector>
    {
        // cos 2πv = sin 2πt with t = |v − ½| − ¼, within ±¼;  sin 2πt = t·P(t²), error of the fit 5e-9
        var t = TVector.Abs(v - TVector.Create(0.5f)) - TVector.Create(0.25f);
        var u = t * t;
        var p = TVector.Create(39.71091861f);
        p = TVector.MultiplyAdd(p, u, TVector.Create(-76.57499237f));
        p = TVector.MultiplyAdd(p, u, TVector.Create(81.60223126f));
        p = TVector.MultiplyAdd(p, u, TVector.Create(-41.34167748f));
        p = TVector.MultiplyAdd(p, u, TVector.Create(6.283185274f));
        return t * p;
    }
}
