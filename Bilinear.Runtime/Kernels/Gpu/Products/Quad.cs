using System.Runtime.CompilerServices;
using ILGPU;

namespace Bilinear.Kernels.Gpu.Products;

/// <summary>Holds four neighbouring floats in registers.</summary>
internal readonly struct Quad(float x, float y, float z, float w)
{
    public readonly float X = x;
    public readonly float Y = y;
    public readonly float Z = z;
    public readonly float W = w;

    public static Quad Ones
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(1, 1, 1, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad Load(ArrayView<float> source, int start) =>
        new(source[start], source[start + 1], source[start + 2], source[start + 3]);

    /// <summary>Computes this + scale·other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Quad Add(float scale, Quad other) =>
        new(X + scale * other.X, Y + scale * other.Y, Z + scale * other.Z, W + scale * other.W);

    /// <summary>Computes this + scale·other, where a scale of zero takes nothing of the other, be it a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Quad AddUnlessZero(float scale, Quad other) => new(
        X + (scale == 0 ? 0f : scale * other.X),
        Y + (scale == 0 ? 0f : scale * other.Y),
        Z + (scale == 0 ? 0f : scale * other.Z),
        W + (scale == 0 ? 0f : scale * other.W));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Quad Times(Quad other) => new(X * other.X, Y * other.Y, Z * other.Z, W * other.W);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Quad Times(float scale) => new(X * scale, Y * scale, Z * scale, W * scale);
}
