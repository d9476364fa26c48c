using System.Runtime.CompilerServices;
using ILGPU;

namespace Bilinear.Kernels.Gpu.Products;

/// <summary>
/// The geometry that the products share: a group of 16×16 threads makes a tile of 64×64 results, 4×4 for each thread, and takes
/// the inner dimension in steps of 16 through shared memory.
/// </summary>
internal static class Tile
{
    public const int Side = 64;
    public const int Depth = 16;

    /// <summary>The distance of lines in shared memory: one more than <see cref="Side"/>, so that writing a tile from rows uses every memory bank once.</summary>
    public const int Pitch = Side + 1;

    /// <summary>The floats of shared memory for one operand's tile.</summary>
    public const int Cells = Depth * Pitch;

    /// <summary>The threads of a group.</summary>
    public const int Threads = ThreadsAcross * ThreadsAcross;

    private const int ThreadsAcross = Side / 4;

    /// <summary>The first of this thread's four rows in the tile.</summary>
    public static int ThreadRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Group.IdxX / ThreadsAcross * 4;
    }

    /// <summary>The first of this thread's four columns in the tile.</summary>
    public static int ThreadColumn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Group.IdxX % ThreadsAcross * 4;
    }

    /// <summary>Gives the launch with one group for each tile. Rows run along the grid's long axis.</summary>
    public static KernelConfig Cover(int rows, int columns) =>
        new(new Index3D(Ceiling.Divide(rows, Side), Ceiling.Divide(columns, Side), 1), new Index3D(Threads, 1, 1));

    /// <summary>
    /// Copies shared[k, s] = source[line + s, step + k] for 64 lines and 16 steps, zero outside the matrix. Neighbouring threads read
    /// neighbouring cells in either layout of the matrix.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ArrayView<float> shared, GpuMatrix source, int line, int lines, int step, int steps)
    {
        var isAlongSteps = source.IsAlongRows;
        for (var cell = Group.IdxX; cell < Side * Depth; cell += Threads)
        {
            var s = isAlongSteps ? cell / Depth : cell % Side;
            var k = isAlongSteps ? cell % Depth : cell / Side;
            var isInside = line + s < lines && step + k < steps;
            shared[k * Pitch + s] = isInside ? source[line + s, step + k] : 0;
        }
    }
}
