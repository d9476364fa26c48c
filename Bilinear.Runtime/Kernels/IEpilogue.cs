namespace Bilinear.Kernels;

/// <summary>
/// What a kernel does with each element before it is stored. The generator emits one struct for each fused cluster; kernels
/// are generic over it, and the CLR and ILGPU specialise them, so that the fusion costs nothing. No allocation, no exception,
/// no state.
/// </summary>
public interface IEpilogue
{
    /// <summary>How many of In0…In3 are read.</summary>
    static abstract int Inputs { get; }

    /// <summary>How many of Out0…Out2 are written.</summary>
    static abstract int Outputs { get; }

    /// <summary>Computes Out0…Out2 from the rest: on a CPU for a vector of elements, on a GPU for one element.</summary>
    static abstract void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector>;
}

/// <summary>The values of one element, or of one vector of elements, on their way through an epilogue.</summary>
public struct Registers<T> where T : struct
{
    /// <summary>The product; of a dual product, that with the first half of the stacked weights.</summary>
    public T Left;

    /// <summary>That with the second half.</summary>
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
