using System.Runtime.CompilerServices;
using ILGPU;

namespace Bilinear.Kernels.Gpu.Products;

/// <summary>Holds the sums of one product.</summary>
internal readonly struct OneProduct(Quad left) : IAccumulators<OneProduct>
{
    public static bool IsDual => false;

    public Quad Left { get; } = left;

    public Quad Right => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ArrayView<float> SecondTile(ArrayView<float> first) => first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public OneProduct Add(float scale, Quad w, Quad v) => new(Left.Add(scale, w));
}
