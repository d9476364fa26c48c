using System.Buffers;
using System.Runtime.Intrinsics;
using Bilinear.Kernels;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg;

/// <summary>
/// Products in double, for checking decompositions and for computing small ones; training and inference use the products in float of
/// Kernels/Cpu/Gemm, which have epilogues. The depth is divided into blocks: for each block, b is packed into panels as wide as a
/// tile, and chunks of the result pack their rows of a and run the tile over them. The shape alone decides the order in which an
/// element's products are summed, so the result does not depend on the number of threads.
/// </summary>
internal static unsafe class Products
{
    /// <summary>The largest depth of a block: a panel of b then takes 64 KiB, and eight rows of a take 32 KiB.</summary>
    private const int BlockDepth = 512;

    /// <summary>Rows of a chunk: they take 256 KiB of a, which stay in L2 while the panels of b pass by.</summary>
    private const int ChunkRows = 64;

    /// <summary>The largest number of columns of a chunk: enough to make packing its rows of a worthwhile.</summary>
    private const int ChunkColumns = 512;

    private const long SmallWork = 1 << 15;

    /// <summary>a · b, or a · bᵀ, of matrices whose sizes fit.</summary>
    public static Matrix Multiply(Matrix a, Matrix b, bool isTransposed)
    {
        var product = new Matrix(a.Rows, isTransposed ? b.Rows : b.Columns);
        if (Vector512.IsHardwareAccelerated)
            Multiply<Lanes512<double>>(a, b, isTransposed, product);
        else if (Vector256.IsHardwareAccelerated)
            Multiply<Lanes256<double>>(a, b, isTransposed, product);
        else
            Multiply<Lanes128<double>>(a, b, isTransposed, product);
        return product;
    }

    private static void Multiply<TLanes>(Matrix a, Matrix b, bool isTransposed, Matrix product) where TLanes : unmanaged, ILanes<TLanes, double>
    {
        var width = Tile<double, TLanes>.Columns;
        var panels = Ceiling.Divide(product.Columns, width);
        var (rowChunks, columnChunks) = (Ceiling.Divide(a.Rows, ChunkRows), Ceiling.Divide(product.Columns, ChunkColumns));
        var isSmall = (long)a.Rows * product.Columns * a.Columns < SmallWork;
        var packed = ArrayPool<double>.Shared.Rent(panels * width * Math.Min(BlockDepth, a.Columns));
        for (var k = 0; k < a.Columns; k += BlockDepth)
        {
            var (first, depth) = (k, Math.Min(BlockDepth, a.Columns - k));
            For(panels, isSmall, panel => Pack(b, isTransposed, first, depth, panel * width, packed.AsSpan(panel * width * depth, width * depth), width));
            For(rowChunks * columnChunks, isSmall, chunk => Run<TLanes>(a, chunk % rowChunks * ChunkRows, first, depth, packed, product, chunk / rowChunks * ChunkColumns));
        }

        ArrayPool<double>.Shared.Return(packed);
    }

    private static void For(int count, bool isSmall, Action<int> body)
    {
        if (!isSmall)
        {
            Workers.For(count, body);
            return;
        }

        for (var index = 0; index < count; index++)
            body(index);
    }

    // panel[k, c] = b[first + k, column + c], or of bᵀ; zero beyond its last column.
    private static void Pack(Matrix b, bool isTransposed, int first, int depth, int column, Span<double> panel, int width)
    {
        var lines = Math.Min(width, (isTransposed ? b.Rows : b.Columns) - column);
        if (lines < width)
            panel.Clear();
        for (var k = 0; k < depth && !isTransposed; k++)
            b.Row(first + k).Slice(column, lines).CopyTo(panel[(k * width)..]);
        for (var line = 0; line < lines && isTransposed; line++)
        {
            var source = b.Row(column + line).Slice(first, depth);
            for (var k = 0; k < source.Length; k++)
                panel[(k * width) + line] = source[k];
        }
    }

    // product[row …, start …] += a[row …, first … first + depth] · panels
    private static void Run<TLanes>(Matrix a, int row, int first, int depth, double[] packed, Matrix product, int start) where TLanes : unmanaged, ILanes<TLanes, double>
    {
        var (height, width) = (Tile<double, TLanes>.Rows, Tile<double, TLanes>.Columns);
        var rows = Math.Min(ChunkRows, a.Rows - row);
        var padded = Ceiling.Divide(rows, height) * height;
        var strip = ArrayPool<double>.Shared.Rent(padded * depth);
        strip.AsSpan(rows * depth, (padded - rows) * depth).Clear();
        for (var r = 0; r < rows; r++)
            a.Row(row + r).Slice(first, depth).CopyTo(strip.AsSpan(r * depth));

        var tile = stackalloc double[height * width];
        fixed (double* left = strip, right = packed)
        {
            for (var column = start; column < Math.Min(product.Columns, start + ChunkColumns); column += width)
            {
                for (var r = 0; r < rows; r += height)
                {
                    Tile<double, TLanes>.Multiply(left + (r * depth), depth, right + ((long)column * depth), width, depth, tile, width, isSubtracted: false);
                    var count = Math.Min(width, product.Columns - column);
                    for (var line = 0; line < Math.Min(height, rows - r); line++)
                        Vectors.AddScaled(product.MutableRow(row + r + line).Slice(column, count), 1, new ReadOnlySpan<double>(tile + (line * width), count));
                }
            }
        }

        ArrayPool<double>.Shared.Return(strip);
    }
}
