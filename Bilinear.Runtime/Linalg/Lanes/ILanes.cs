using System.Numerics;

namespace Bilinear.Linalg.Lanes;

/// <summary>A vector of floats or doubles, over which the loops of linear algebra are written once for both types and every width.</summary>
internal interface ILanes<TSelf, T> where TSelf : unmanaged, ILanes<TSelf, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements in a vector.</summary>
    static abstract int Width { get; }

    static abstract TSelf Create(T value);

    static abstract unsafe TSelf Load(T* source);

    static abstract unsafe void Store(TSelf value, T* destination);

    /// <summary>a·b + c, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>c += a·b, as <see cref="MultiplyAdd"/>; see <see cref="Kernels.IVector{TSelf}.Accumulate"/>.</summary>
    static abstract void Accumulate(TSelf a, TSelf b, ref TSelf c);

    static abstract TSelf Abs(TSelf a);

    /// <summary>The larger element of each lane; the result for a NaN is unspecified.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The sum of the lanes, always in the same order.</summary>
    static abstract T Sum(TSelf a);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);
}
