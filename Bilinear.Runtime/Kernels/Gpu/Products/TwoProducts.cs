using System.Runtime.CompilerServices;
using ILGPU;

namespace Bilinear.Kernels.Gpu.Products;

/// <summary>Holds the sums of the two products of a dual product.</summary>
internal readonly struct TwoProducts(Quad left, Quad right) : IAccumulators<TwoProducts>
{
    public static bool IsDual => true;

    public Quad Left { get; } = left;

    public Quad Right { get; } = right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ArrayView<float> SecondTile(ArrayView<float> first) => SharedMemory.Allocate<float>(Tile.Cells);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TwoProducts Add(float scale, Quad w, Quad v) => new(Left.Add(scale, w), Right.Add(scale, v));
}
