namespace Bilinear.Kernels;

/// <summary>A vector of floats of some width, with which CPU kernels and epilogues are written.</summary>
public interface IVector<TSelf> where TSelf : struct, IVector<TSelf>
{
    /// <summary>The number of floats in a vector.</summary>
    static abstract int Width { get; }

    static abstract TSelf Create(float value);

    static abstract unsafe TSelf Load(float* source);

    static abstract unsafe void Store(TSelf value, float* destination);

    /// <summary>Computes a·b + c, rounded once if the processor can do that.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>
    /// Computes c += a·b, as <see cref="MultiplyAdd"/>. A vector that assigns its field here, and not itself, spares the JIT a temporary:
    /// in a loop over many sums each then stays in its register (docs/kernels.md).
    /// </summary>
    static virtual void Accumulate(TSelf a, TSelf b, ref TSelf c) => c = TSelf.MultiplyAdd(a, b, c);

    static abstract TSelf Abs(TSelf a);

    static abstract TSelf Sqrt(TSelf a);

    /// <summary>Computes a ≤ b ? then : otherwise, lane by lane. A NaN in a or b selects otherwise.</summary>
    static abstract TSelf SelectLessOrEqual(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>Computes 2ⁿ for whole n in −126 … 127. For other n the result is undefined.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>Computes ⌊log₂ a⌋ for a normal positive a. For other a the result is undefined.</summary>
    static abstract TSelf Exponent(TSelf a);

    /// <summary>Adds the lanes, always in the same order.</summary>
    static abstract float Sum(TSelf a);

    /// <summary>Gives the largest lane; NaN if any lane is NaN.</summary>
    static abstract float Max(TSelf a);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);
}
