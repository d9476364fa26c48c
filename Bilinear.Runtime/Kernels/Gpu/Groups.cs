using System.Runtime.CompilerServices;
using ILGPU;

namespace Bilinear.Kernels.Gpu;

/// <summary>Deals work to groups of threads, by shape alone, and adds the values of a group, always in the same order.</summary>
internal static class Groups
{
    /// <summary>The number of threads of a group that works through a block of elements.</summary>
    public const int Threads = 256;

    /// <summary>The number of threads of a group that works through one row.</summary>
    public const int RowThreads = 64;

    private const int MaxParts = 256;
    private const int ElementsPerPart = 4096;

    /// <summary>The element of this thread, in a launch with one thread for each element.</summary>
    public static uint Element
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)Grid.IdxX * Threads + (uint)Group.IdxX;
    }

    /// <summary>Gives the launch with one thread for each element.</summary>
    /// <exception cref="ArgumentException">There are more elements than 32 bits can number.</exception>
    public static KernelConfig Elements(long count) => new((int)Math.Max((Numbered(count) + Threads - 1) / Threads, 1), Threads);

    /// <summary>Gives the number itself, if 32 bits hold it: kernels number elements in 32 bits, and would wrap around beyond the last.</summary>
    /// <exception cref="ArgumentException">The number does not fit into 32 bits.</exception>
    public static long Numbered(long count) => count <= uint.MaxValue
        ? count
        : throw new ArgumentException($"A matrix of {count} elements is more than a GPU's kernels can number ({uint.MaxValue}): use a smaller batch.");

    /// <summary>Gives the launch with one group for each row.</summary>
    public static KernelConfig Rows(int rows) => new(rows, RowThreads);

    /// <summary>Gives the number of parts that a sum over so many elements is split into, with one group for each part.</summary>
    public static int Parts(long count) => (int)Math.Clamp(count / ElementsPerPart, 1, MaxParts);

    /// <summary>Combines the values of a group's threads by halving; each thread gets the result.</summary>
    /// <param name="shared">A cell for each thread, which is free again on return.</param>
    /// <param name="threads">The size of the group, a power of two.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Reduce<T, TReduction>(ArrayView<T> shared, int threads, T value)
        where T : unmanaged
        where TReduction : struct, IReduction<T>
    {
        var thread = Group.IdxX;
        shared[thread] = value;
        Group.Barrier();
        for (var half = threads / 2; half > 0; half /= 2)
        {
            if (thread < half)
                shared[thread] = TReduction.Combine(shared[thread], shared[thread + half]);
            Group.Barrier();
        }
        var result = shared[0];
        Group.Barrier();
        return result;
    }
}
