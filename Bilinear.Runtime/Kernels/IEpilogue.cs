namespace Bilinear.Kernels;

/// <summary>
/// Says what a kernel does with each element before it is stored. The generator emits a struct for each fused cluster; kernels
/// are generic over it, and the CLR and ILGPU specialise them, so that the fusion costs nothing. An epilogue allocates nothing,
/// throws nothing and has no state.
/// </summary>
public interface IEpilogue
{
    /// <summary>The number of In0…In3 that are read.</summary>
    static abstract int Inputs { get; }

    /// <summary>The number of Out0…Out2 that are written.</summary>
    static abstract int Outputs { get; }

    /// <summary>Computes Out0…Out2 from the rest: on a CPU for a vector of elements, on a GPU for one element.</summary>
    static abstract void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector>;
}

/// <summary>Holds the values of one element, or of one vector of elements, while an epilogue runs.</summary>
public struct Registers<T> where T : struct
{
    /// <summary>The product; for a dual product, the product with the first half of the stacked weights.</summary>
    public T Left;

    /// <summary>For a dual product, the product with the second half of the stacked weights.</summary>
    public T Right;
    public T In0;
    public T In1;
    public T In2;
    public T In3;
    public T Out0;
    public T Out1;
    public T Out2;
}

/// <summary>The epilogue that stores the accumulator as it is.</summary>
public readonly struct Store : IEpilogue
{
    public static int Inputs => 0;

    public static int Outputs => 1;

    public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => at.Out0 = at.Left;
}
