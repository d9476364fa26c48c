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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad Load(ArrayView<float> source, int start) =>
        new(source[start], source[start + 1], source[start + 2], source[start + 3]);

    /// <summary>Computes this + scale·other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Quad Add(float scale, Quad other) =>
        new(X + scale * other.X, Y + scale * other.Y, Z + scale * other.Z, W + scale * other.W);
}
