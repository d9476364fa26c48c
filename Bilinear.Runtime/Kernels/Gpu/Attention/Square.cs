using System.Runtime.CompilerServices;
using Bilinear.Kernels.Gpu.Products;
using ILGPU;

namespace Bilinear.Kernels.Gpu.Attention;

/// <summary>Holds the 4×4 sums of a thread, whose group of 16×16 threads makes a tile of 64×64; see <see cref="Tile"/>.</summary>
internal readonly struct Square(Quad row0, Quad row1, Quad row2, Quad row3)
{
    public readonly Quad Row0 = row0;
    public readonly Quad Row1 = row1;
    public readonly Quad Row2 = row2;
    public readonly Quad Row3 = row3;

    /// <summary>Computes the tile a[rowA…, columnA…]·b[rowB…, columnB…]ᵀ over <paramref name="size"/> columns of both. Rows from an end on are zero.</summary>
    /// <param name="tileA">Shared memory for <see cref="Tile.Cells"/> floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Square Product(ArrayView<float> tileA, ArrayView<float> tileB, GpuMatrix a, int rowA, int endA, int columnA, GpuMatrix b, int rowB, int endB, int columnB, int size)
    {
        var threadRow = Tile.ThreadRow;
        var threadColumn = Tile.ThreadColumn;
        var sums = default(Square);
        for (var step = 0; step < size; step += Tile.Depth)
        {
            Tile.Load(tileA, a, rowA, endA, columnA + step, columnA + size);
            Tile.Load(tileB, b, rowB, endB, columnB + step, columnB + size);
            Group.Barrier();
            for (var k = 0; k < Tile.Depth; k++)
            {
                var x = Quad.Load(tileA, k * Tile.Pitch + threadRow);
                var w = Quad.Load(tileB, k * Tile.Pitch + threadColumn);
                sums = new(sums.Row0.Add(x.X, w), sums.Row1.Add(x.Y, w), sums.Row2.Add(x.Z, w), sums.Row3.Add(x.W, w));
            }
            Group.Barrier();
        }
        return sums;
    }

    /// <summary>Computes this + weights·b[row…, column…] over 64 rows of b.</summary>
    /// <param name="weights">The tile in shared memory, as <see cref="Put"/> lays it out.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Square Add(ArrayView<float> weights, ArrayView<float> tileB, GpuMatrix b, int row, int end, int column, int endColumn)
    {
        var threadRow = Tile.ThreadRow;
        var threadColumn = Tile.ThreadColumn;
        var sums = this;
        for (var step = 0; step < Tile.Side; step += Tile.Depth)
        {
            Tile.Load(tileB, b.T, column, endColumn, row + step, end);
            Group.Barrier();
            for (var k = 0; k < Tile.Depth; k++)
            {
                var x = Quad.Load(weights, (step + k) * Tile.Pitch + threadRow);
                var w = Quad.Load(tileB, k * Tile.Pitch + threadColumn);
                sums = new(sums.Row0.AddUnlessZero(x.X, w), sums.Row1.AddUnlessZero(x.Y, w), sums.Row2.AddUnlessZero(x.Z, w), sums.Row3.AddUnlessZero(x.W, w));
            }
            Group.Barrier();
        }
        return sums;
    }

    /// <summary>Ones, with which a product of tiles begins.</summary>
    public static Square Ones
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Quad.Ones, Quad.Ones, Quad.Ones, Quad.Ones);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Square Times(Square other) => new(Row0.Times(other.Row0), Row1.Times(other.Row1), Row2.Times(other.Row2), Row3.Times(other.Row3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Square ScaleRows(Quad scales) => new(Row0.Times(scales.X), Row1.Times(scales.Y), Row2.Times(scales.Z), Row3.Times(scales.W));

    /// <summary>Writes the thread's elements to output[row…, column…], up to the ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(GpuMatrix output, int row, int end, int column, int endColumn)
    {
        row += Tile.ThreadRow;
        column += Tile.ThreadColumn;
        StoreRow(output, row, end, column, endColumn, Row0);
        StoreRow(output, row + 1, end, column, endColumn, Row1);
        StoreRow(output, row + 2, end, column, endColumn, Row2);
        StoreRow(output, row + 3, end, column, endColumn, Row3);
    }

    /// <summary>Writes the thread's elements to a tile in shared memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ArrayView<float> tile)
    {
        PutRow(tile, Tile.ThreadRow, Row0);
        PutRow(tile, Tile.ThreadRow + 1, Row1);
        PutRow(tile, Tile.ThreadRow + 2, Row2);
        PutRow(tile, Tile.ThreadRow + 3, Row3);
    }

    /// <summary>The place of an element of such a tile, which lies column after column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(int row, int column) => column * Tile.Pitch + row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutRow(ArrayView<float> tile, int row, Quad values)
    {
        tile[Index(row, Tile.ThreadColumn)] = values.X;
        tile[Index(row, Tile.ThreadColumn + 1)] = values.Y;
        tile[Index(row, Tile.ThreadColumn + 2)] = values.Z;
        tile[Index(row, Tile.ThreadColumn + 3)] = values.W;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(GpuMatrix output, int row, int end, int column, int endColumn, Quad values)
    {
        if (row < end && column < endColumn)
            output[row, column] = values.X;
        if (row < end && column + 1 < endColumn)
            output[row, column + 1] = values.Y;
        if (row < end && column + 2 < endColumn)
            output[row, column + 2] = values.Z;
        if (row < end && column + 3 < endColumn)
            output[row, column + 3] = values.W;
    }
}
