using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bilinear.Kernels.Cpu.Gemm.Panels;

namespace Bilinear.Kernels.Cpu.Attention.Tiles;

/// <summary>
/// Copies the columns of a head into panels [rows, two vectors], of which the last has one vector if that is enough, or turns its rows
/// into one panel [size, columns]. What a panel has beyond the head is zero.
/// </summary>
internal static unsafe class HeadPanels
{
    /// <summary>The cells of one row in all panels.</summary>
    public static int Padded(int size, int width) => Ceiling.Divide(size, width) * width;

    /// <summary>The vectors across the panel of a column.</summary>
    public static int Vectors(int size, int column, int width) => size - column > width ? 2 : 1;

    /// <summary>Copies rows of a head. The panel of a column begins at panels + column·rowsOfPanel.</summary>
    public static void Pack<TVector>(Strided head, int rows, int size, float* panels, int rowsOfPanel) where TVector : unmanaged, IVector<TVector>
    {
        for (var column = 0; column < size; column += 2 * TVector.Width)
        {
            var width = Vectors(size, column, TVector.Width) * TVector.Width;
            var columns = Math.Min(width, size - column);
            var panel = panels + (long)column * rowsOfPanel;
            if (columns < width)
                NativeMemory.Clear(panel, (nuint)rows * (nuint)width * sizeof(float));
            Packing.Strip(head.From(0, column), alongDepth: false, columns, rows, panel, width);
        }
    }

    /// <summary>Stores the rows of panels, each times the scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack<TVector>(float* panels, int rowsOfPanel, int rows, int size, float scale, Strided head) where TVector : unmanaged, IVector<TVector>
    {
        var factor = TVector.Create(scale);
        for (var column = 0; column < size; column += TVector.Width)
        {
            var first = column / (2 * TVector.Width) * (2 * TVector.Width);
            var stride = Vectors(size, first, TVector.Width) * TVector.Width;
            var cells = panels + (long)first * rowsOfPanel + (column - first);
            for (var row = 0; row < rows; row++, cells += stride)
                Tail.Store(TVector.Load(cells) * factor, head.Row(row) + column, size - column);
        }
    }

    /// <summary>Turns rows of a head into panel[k, row], each times the scale.</summary>
    public static void Turn<TVector>(Strided head, int rows, int size, float scale, float* panel, int width) where TVector : unmanaged, IVector<TVector>
    {
        if (rows < width)
            NativeMemory.Clear(panel, (nuint)size * (nuint)width * sizeof(float));
        Packing.Strip(head, alongDepth: true, rows, size, panel, width);
        Scale<TVector>(panel, (long)size * width, scale);
    }

    /// <summary>Turns rows of a head strip by strip: the strip of a row begins at strips + row·size.</summary>
    public static void TurnStrips<TVector>(Strided head, int rows, int size, float scale, float* strips) where TVector : unmanaged, IVector<TVector>
    {
        for (var row = 0; row < rows; row += 2 * TVector.Width)
        {
            var vectors = rows - row > TVector.Width ? 2 : 1;
            Turn<TVector>(head.From(row, 0), Math.Min(rows - row, vectors * TVector.Width), size, scale, strips + row * size, vectors * TVector.Width);
        }
    }

    /// <summary>Multiplies whole vectors by a scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<TVector>(float* cells, long length, float scale) where TVector : unmanaged, IVector<TVector>
    {
        if (scale == 1)
            return;
        var factor = TVector.Create(scale);
        for (var end = cells + length; cells < end; cells += TVector.Width)
            TVector.Store(TVector.Load(cells) * factor, cells);
    }
}
