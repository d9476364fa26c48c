using System.Runtime.CompilerServices;

namespace Bilinear.Kernels;

/// <summary>
/// Computes the gates' functions and their derivatives, each by one formula for vectors of any width and for scalars, on every device.
/// They follow the exact functions to about 1e-6 relative (a derivative near its zero: of 1), into the far tails; below
/// 1e-36 they flush to zero. NaN gives what PyTorch gives; an infinite argument gives the limit.
/// </summary>
public static class Pointwise
{
    /// <summary>max(x, 0); NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Relu<TVector>(TVector x) where TVector : struct, IVector<TVector>
    {
        var zero = TVector.Create(0f);
        return TVector.SelectLessOrEqual(x, zero, zero, x);
    }

    /// <summary>1 for x > 0, else 0, at 0 too; 1 for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ReluDerivative<TVector>(TVector x) where TVector : struct, IVector<TVector>
    {
        var zero = TVector.Create(0f);
        return TVector.SelectLessOrEqual(x, zero, zero, TVector.Create(1f));
    }

    /// <summary>x·σ(x), σ the logistic function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Silu<TVector>(TVector x) where TVector : struct, IVector<TVector>
    {
        Logistic(x, out var value, out _);
        return TVector.SelectLessOrEqual(x, TVector.Create(-87f), TVector.Create(0f), x * value);
    }

    /// <summary>σ(x)·(1 + x·(1 − σ(x))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SiluDerivative<TVector>(TVector x) where TVector : struct, IVector<TVector>
    {
        x = Clamp(x, 88f); // no ∞·0
        Logistic(x, out var value, out var complement);
        return value * TVector.MultiplyAdd(x, complement, TVector.Create(1f));
    }

    /// <summary>σ(x) = 1/(1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Logistic<TVector>(TVector x) where TVector : struct, IVector<TVector>
    {
        Logistic(x, out var value, out _);
        return value;
    }

    /// <summary>σ(x)·(1 − σ(x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LogisticDerivative<TVector>(TVector x) where TVector : struct, IVector<TVector>
    {
        Logistic(x, out var value, out var complement);
        return value * complement;
    }

    /// <summary>x·Φ(x), Φ the normal distribution function: the exact form, not the one with tanh.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gelu<TVector>(TVector x) where TVector : struct, IVector<TVector>
    {
        Normal(Clamp(x, 14f), out var distribution, out _);
        return TVector.SelectLessOrEqual(x, TVector.Create(-14f), TVector.Create(0f), x * distribution);
    }

    /// <summary>Φ(x) + x·φ(x), φ the normal density.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GeluDerivative<TVector>(TVector x) where TVector : struct, IVector<TVector>
    {
        x = Clamp(x, 14f);
        Normal(x, out var distribution, out var density);
        return TVector.MultiplyAdd(x, density, distribution);
    }

    /// <summary>x within ±limit; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Clamp<TVector>(TVector x, float limit) where TVector : struct, IVector<TVector>
    {
        var high = TVector.Create(limit);
        x = TVector.SelectLessOrEqual(high, x, high, x);
        return TVector.SelectLessOrEqual(x, -high, -high, x);
    }

    // σ(x) and 1 − σ(x), both to full relative precision: with z = e^−|x| the larger is 1/(1+z), the smaller z/(1+z)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Logistic<TVector>(TVector x, out TVector value, out TVector complement) where TVector : struct, IVector<TVector>
    {
        var zero = TVector.Create(0f);
        var z = Elementary.ExpMinus(TVector.Abs(x));
        var larger = TVector.Create(1f) / (TVector.Create(1f) + z);
        var smaller = z * larger;
        value = TVector.SelectLessOrEqual(x, zero, smaller, larger);
        complement = TVector.SelectLessOrEqual(x, zero, larger, smaller);
    }

    // Φ(x) and φ(x) for |x| ≤ 14
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normal<TVector>(TVector x, out TVector distribution, out TVector density) where TVector : struct, IVector<TVector>
    {
        // ½x² = ½h² + ½(a − h)(a + h) with h = |x| rounded to 1/128, whose square is exact: no digit of the exponent is lost
        var one = TVector.Create(1f);
        var half = TVector.Create(0.5f);
        var rounding = TVector.Create(1.5f * (1 << 16));
        var a = TVector.Abs(x);
        var h = a + rounding - rounding;
        var bell = Elementary.ExpMinus(half * h * h, half * (a - h) * (a + h));
        // Φ(−a) = e^(−a²/2)·t·P(t), t = 1/(1 + 5a/16), error of the fit 9e-9
        var t = one / TVector.MultiplyAdd(a, TVector.Create(0.3125f), one);
        var p = TVector.Create(-0.01847960315f);
        p = TVector.MultiplyAdd(p, t, TVector.Create(0.08844624168f));
        p = TVector.MultiplyAdd(p, t, TVector.Create(-0.1440070005f));
        p = TVector.MultiplyAdd(p, t, TVector.Create(0.06477288151f));
        p = TVector.MultiplyAdd(p, t, TVector.Create(0.00543187649f));
        p = TVector.MultiplyAdd(p, t, TVector.Create(0.05123734345f));
        p = TVector.MultiplyAdd(p, t, TVector.Create(0.09158274694f));
        p = TVector.MultiplyAdd(p, t, TVector.Create(0.1115633503f));
        p = TVector.MultiplyAdd(p, t, TVector.Create(0.124788762f));
        p = TVector.MultiplyAdd(p, t, TVector.Create(0.1246633967f));
        var tail = bell * (t * p);
        distribution = TVector.SelectLessOrEqual(x, TVector.Create(0f), tail, one - tail);
        density = bell * TVector.Create(0.3989422804f);
    }
}
