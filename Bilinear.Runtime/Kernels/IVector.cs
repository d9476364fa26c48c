namespace Bilinear.Kernels;

/// <summary>A vector of floats of some width: the one abstraction that CPU kernels and vector epilogues are written in.</summary>
public interface IVector<TSelf> where TSelf : struct, IVector<TSelf>
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Width { get; }

    static abstract TSelf Create(float value);

    static abstract unsafe TSelf Load(float* source);

    static abstract unsafe void Store(TSelf value, float* destination);

    /// <summary>a·b + c, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>
    /// c += a·b, as <see cref="MultiplyAdd"/>. A vector that assigns its field here, and not itself, spares the JIT a temporary:
    /// in a loop over many sums each then stays in its register (docs/kernels.md).
    /// </summary>
    static virtual void Accumulate(TSelf a, TSelf b, ref TSelf c) => c = TSelf.MultiplyAdd(a, b, c);

    static abstract TSelf Abs(TSelf a);

    static abstract TSelf Sqrt(TSelf a);

    /// <summary>a ≤ b ? then : otherwise, lane by lane; a NaN in a or b chooses otherwise.</summary>
    static abstract TSelf SelectLessOrEqual(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>2ⁿ for whole n in −126 … 127; anything for other n.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>⌊log₂ a⌋ for a normal positive a; anything for other a.</summary>
    static abstract TSelf Exponent(TSelf a);

    /// <summary>The sum of the lanes, always in the same order.</summary>
    static abstract float Sum(TSelf a);

    /// <summary>The largest lane; NaN if any is NaN.</summary>
    static abstract float Max(TSelf a);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);
}
