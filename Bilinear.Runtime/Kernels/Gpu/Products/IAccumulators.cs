using ILGPU;

namespace Bilinear.Kernels.Gpu.Products;

/// <summary>Holds the sums of a thread for four neighbouring results of a row: of one product, or of two that share their left factor.</summary>
internal interface IAccumulators<TSelf> where TSelf : struct, IAccumulators<TSelf>
{
    /// <summary>Whether there are two products.</summary>
    static abstract bool IsDual { get; }

    Quad Left { get; }

    Quad Right { get; }

    /// <summary>Allocates shared memory for a tile of the second product's right factor; gives back what it is given if there is no second product.</summary>
    static abstract ArrayView<float> SecondTile(ArrayView<float> first);

    /// <summary>Gives the sums plus scale·w and scale·v.</summary>
    TSelf Add(float scale, Quad w, Quad v);
}
