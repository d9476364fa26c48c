using ILGPU;

namespace Bilinear.Kernels.Gpu.Products;

/// <summary>The sums that a thread keeps for four neighbouring results of a row: of one product, or of two that share their left factor.</summary>
internal interface IAccumulators<TSelf> where TSelf : struct, IAccumulators<TSelf>
{
    /// <summary>Whether there are two products.</summary>
    static abstract bool IsDual { get; }

    Quad Left { get; }

    Quad Right { get; }

    /// <summary>Shared memory for a tile of the second product's right factor; what is given where there is none.</summary>
    static abstract ArrayView<float> SecondTile(ArrayView<float> first);

    /// <summary>The sums plus scale·w and scale·v.</summary>
    TSelf Add(float scale, Quad w, Quad v);
}
