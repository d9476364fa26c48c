using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Noise;

/// <summary>Computes y[i, j] = x[i, j] + s·n with n from <see cref="Philox"/> at row i's sample and its element's number in it.</summary>
internal unsafe struct NoiseJob : IJob
{
    /// <summary>The number of elements that are computed at a time, whose random numbers stay in L1.</summary>
    private const int Piece = 1024;

    /// <summary>The most blocks of four that these elements touch, if their row begins inside a block.</summary>
    private const int PieceBlocks = Piece / 4 + 1;

    /// <summary>The room beyond the last block, since whole groups of pairs are written.</summary>
    private const int Room = 2 * PhiloxVectors.Width;

    public Strided X;
    public Strided Y;
    public int* Samples;
    public int RowsPerSample;
    public int Columns;
    public NoiseKey Key;
    public float Sigma;

    /// <summary>Whether s is Sigma times the row's own deviation.</summary>
    public bool IsByRow;
    public RowBlocks Blocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var normals = scratch.Reserve(8 * PieceBlocks + 3 * Room);
        for (var row = Blocks.Start(chunk); row < Blocks.End(chunk); row++)
        {
            var x = X.Row(row);
            var y = Y.Row(row);
            var s = TVector.Create(Scale<TVector>(x));
            var sample = (uint)Samples[row / RowsPerSample];
            var element = (uint)(row % RowsPerSample) * (uint)Columns;
            for (var j = 0; j < Columns; j += Piece, element += Piece)
            {
                var count = Math.Min(Piece, Columns - j);
                // A block makes four elements, and a row may begin inside one.
                var skip = (int)(element % 4);
                Normals<TVector>(sample, element / 4, (skip + count + 3) / 4, normals);
                for (var i = 0; i < count; i += TVector.Width)
                {
                    var n = TVector.Load(normals + skip + i);
                    var value = TVector.MultiplyAdd(s, n, Tail.Load<TVector>(x + j + i, count - i));
                    Tail.Store(value, y + j + i, count - i);
                }
            }
        }
    }

    private readonly float Scale<TVector>(float* x) where TVector : unmanaged, IVector<TVector>
    {
        if (!IsByRow)
            return Sigma;
        var moments = default(Moments);
        moments.Add<TVector>(x, Columns);
        return (float)(Sigma * moments.Deviation);
    }

    // normals[0 … 4·count) = the elements of so many blocks
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Normals<TVector>(uint sample, uint block, int count, float* normals) where TVector : unmanaged, IVector<TVector>
    {
        var u = normals + 4 * PieceBlocks + Room;
        var v = u + 2 * PieceBlocks + Room;
        PhiloxVectors.Uniforms(Key, sample, block, count, u, v);
        for (var i = 0; i < 2 * count; i += TVector.Width)
        {
            Philox.Normals(TVector.Load(u + i), TVector.Load(v + i), out var first, out var second);
            TVector.Store(first, u + i);
            TVector.Store(second, v + i);
        }
        PhiloxVectors.Interleave(u, v, 2 * count, normals);
    }
}
