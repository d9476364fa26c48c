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

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);
}
