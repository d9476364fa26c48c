using System.Numerics;
using Bilinear.Kernels;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg.Eigen.Dense;

/// <summary>
/// Vectors of T become vectors of A: z ← z H_2 H_3 … H_{n−1}, some dozens of reflectors at a time, whose product is
/// I − Vᵀ S V with S upper triangular (Schreiber and Van Loan, "A storage-efficient WY representation", 1989): two products per block.
/// </summary>
internal sealed unsafe class BackTransformation<T, TLanes> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : unmanaged, ILanes<TLanes, T>
{
    private const int ChunkRows = 64;

    private readonly SquareBlock<T> _reflectors;
    private readonly T* _weighted;      // VᵀS of each block, [columns of V, rows of a block]
    private readonly Workers _workers;

    /// <param name="reflectors">v_k is row k, zero from column k to the end of its tile.</param>
    /// <param name="scales">τ.</param>
    /// <param name="room">Overwritten.</param>
    public BackTransformation(SquareBlock<T> reflectors, double* scales, SquareBlock<T> room, Workers workers)
    {
        _reflectors = reflectors;
        _weighted = room.Start;
        _workers = workers;
        workers.Run(Blocks, block => Weigh(block, scales));
    }

    private static int BlockRows => Tile<T, TLanes>.Columns;

    private int Blocks => _reflectors.PaddedSize / BlockRows;

    private T* Weighted(int block) => _weighted + ((long)block * (block + 1) / 2 * BlockRows * BlockRows);

    /// <summary>Each of the first rows z becomes H z; rows to a whole number of tiles are overwritten.</summary>
    public void Apply(SquareBlock<T> rows, int count) => _workers.Run(Ceiling.Divide(count, ChunkRows), chunk =>
    {
        var end = Math.Min(count, (chunk + 1) * ChunkRows);
        var product = stackalloc T[ChunkRows * BlockRows];
        for (var block = 0; block < Blocks; block++)
        {
            var columns = (block + 1) * BlockRows;
            for (var row = chunk * ChunkRows; row < end; row += Tile<T, TLanes>.Rows)
                Tile<T, TLanes>.Multiply(rows.Row(row), rows.Stride, Weighted(block), BlockRows, columns, product + ((row - (chunk * ChunkRows)) * BlockRows), BlockRows, isSubtracted: false);
            for (var c = 0; c < columns; c += Tile<T, TLanes>.Columns)
            {
                for (var row = chunk * ChunkRows; row < end; row += Tile<T, TLanes>.Rows)
                    Tile<T, TLanes>.Multiply(product + ((row - (chunk * ChunkRows)) * BlockRows), BlockRows, _reflectors.Row(block * BlockRows) + c, _reflectors.Stride, BlockRows, rows.Row(row) + c, rows.Stride, isSubtracted: true);
            }
        }
    });

    private void Weigh(int block, double* scales)
    {
        var first = block * BlockRows;
        var columns = first + BlockRows;
        var factors = stackalloc T[BlockRows * BlockRows];
        Factor(first, columns, scales, factors);

        // VᵀS, a tile's rows of Vᵀ at a time
        var turned = stackalloc T[Tile<T, TLanes>.Rows * BlockRows];
        for (var c = 0; c < columns; c += Tile<T, TLanes>.Rows)
        {
            for (var k = 0; k < BlockRows; k++)
            {
                for (var r = 0; r < Tile<T, TLanes>.Rows; r++)
                    turned[(r * BlockRows) + k] = _reflectors.Row(first + k)[c + r];
            }

            Tile<T, TLanes>.Multiply(turned, BlockRows, factors, BlockRows, BlockRows, Weighted(block) + ((long)c * BlockRows), BlockRows, isSubtracted: false);
        }
    }

    // S: s_jj = τ_j, and above it −τ_j S (V v_j)
    private void Factor(int first, int columns, double* scales, T* factors)
    {
        var s = stackalloc double[BlockRows * BlockRows];
        var dots = stackalloc T[BlockRows];
        new Span<double>(s, BlockRows * BlockRows).Clear();
        for (var j = 0; j < BlockRows; j++)
        {
            var scale = first + j < _reflectors.Size ? scales[first + j] : 0;
            Rows<T, TLanes>.Dots(_reflectors.Row(first), _reflectors.Stride, j, _reflectors.Row(first + j), columns, dots);
            for (var i = 0; i < j; i++)
            {
                var sum = 0.0;
                for (var k = i; k < j; k++)
                    sum += s[(i * BlockRows) + k] * double.CreateTruncating(dots[k]);
                s[(i * BlockRows) + j] = -scale * sum;
            }

            s[(j * BlockRows) + j] = scale;
        }

        for (var index = 0; index < BlockRows * BlockRows; index++)
            factors[index] = T.CreateTruncating(s[index]);
    }
}
