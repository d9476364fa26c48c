using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Bilinear.Kernels.Vectors;

namespace Bilinear.Kernels.Cpu;

/// <summary>
/// Loads and stores at the end of a row, where fewer cells than lanes are left. Both are masked, or go through a buffer on the
/// stack, so that nothing outside the row is touched and every element is computed by the same vector instructions.
/// </summary>
internal static unsafe class Tail
{
    /// <summary>Loads the next vector of a row of which <paramref name="count"/> cells are left. The lanes beyond them are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector>(float* source, long count) where TVector : unmanaged, IVector<TVector> =>
        count >= TVector.Width ? TVector.Load(source) : LoadPart<TVector>(source, (int)count, 0);

    /// <inheritdoc cref="Load{TVector}(float*, long)"/>
    /// <param name="padding">The value of the lanes beyond the cells.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector>(float* source, long count, float padding) where TVector : unmanaged, IVector<TVector> =>
        count >= TVector.Width ? TVector.Load(source) : LoadPart<TVector>(source, (int)count, padding);

    /// <summary>Stores as many lanes as there are cells left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector value, float* destination, long count) where TVector : unmanaged, IVector<TVector>
    {
        if (count >= TVector.Width)
            TVector.Store(value, destination);
        else
            StorePart(value, destination, (int)count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LoadPart<TVector>(float* source, int count, float padding) where TVector : unmanaged, IVector<TVector>
    {
        if (typeof(TVector) == typeof(V512) && Avx512F.IsSupported)
        {
            var part = Avx512F.MaskLoad(source, First512(count), Vector512.Create(padding));
            return Unsafe.BitCast<V512, TVector>(new V512(part));
        }
        if (typeof(TVector) == typeof(V256) && Avx.IsSupported)
        {
            var mask = First256(count);
            var part = Vector256.ConditionalSelect(mask, Avx.MaskLoad(source, mask), Vector256.Create(padding));
            return Unsafe.BitCast<V256, TVector>(new V256(part));
        }
        return CopyPart<TVector>(source, count, padding);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePart<TVector>(TVector value, float* destination, int count) where TVector : unmanaged, IVector<TVector>
    {
        if (typeof(TVector) == typeof(V512) && Avx512F.IsSupported)
            Avx512F.MaskStore(destination, First512(count), Unsafe.BitCast<TVector, V512>(value).Value);
        else if (typeof(TVector) == typeof(V256) && Avx.IsSupported)
            Avx.MaskStore(destination, First256(count), Unsafe.BitCast<TVector, V256>(value).Value);
        else
            CopyPart(value, destination, count);
    }

    private static Vector512<float> First512(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    private static Vector256<float> First256(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TVector CopyPart<TVector>(float* source, int count, float padding) where TVector : unmanaged, IVector<TVector>
    {
        var buffer = stackalloc float[TVector.Width];
        TVector.Store(TVector.Create(padding), buffer);
        for (var i = 0; i < count; i++)
            buffer[i] = source[i];
        return TVector.Load(buffer);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CopyPart<TVector>(TVector value, float* destination, int count) where TVector : unmanaged, IVector<TVector>
    {
        var buffer = stackalloc float[TVector.Width];
        TVector.Store(value, buffer);
        for (var i = 0; i < count; i++)
            destination[i] = buffer[i];
    }
}
