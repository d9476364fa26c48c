using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu;

/// <summary>
/// Loads and stores at the end of a row, where fewer cells than lanes are left. They go over a buffer on the stack, so that
/// nothing outside the row is touched and every element is computed by the same vector instructions.
/// </summary>
internal static unsafe class Lanes
{
    /// <summary>The next vector of a row of which <paramref name="count"/> cells are left; lanes beyond them are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector>(float* source, long count) where TVector : unmanaged, IVector<TVector> =>
        count >= TVector.Width ? TVector.Load(source) : LoadPart<TVector>(source, (int)count, 0);

    /// <inheritdoc cref="Load{TVector}(float*, long)"/>
    /// <param name="padding">What lanes beyond them are instead.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector>(float* source, long count, float padding) where TVector : unmanaged, IVector<TVector> =>
        count >= TVector.Width ? TVector.Load(source) : LoadPart<TVector>(source, (int)count, padding);

    /// <summary>Stores as many lanes as cells are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector value, float* destination, long count) where TVector : unmanaged, IVector<TVector>
    {
        if (count >= TVector.Width)
            TVector.Store(value, destination);
        else
            StorePart(value, destination, (int)count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TVector LoadPart<TVector>(float* source, int count, float padding) where TVector : unmanaged, IVector<TVector>
    {
        var buffer = stackalloc float[TVector.Width];
        TVector.Store(TVector.Create(padding), buffer);
        for (var i = 0; i < count; i++)
            buffer[i] = source[i];
        return TVector.Load(buffer);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart<TVector>(TVector value, float* destination, int count) where TVector : unmanaged, IVector<TVector>
    {
        var buffer = stackalloc float[TVector.Width];
        TVector.Store(value, buffer);
        for (var i = 0; i < count; i++)
            destination[i] = buffer[i];
    }
}
