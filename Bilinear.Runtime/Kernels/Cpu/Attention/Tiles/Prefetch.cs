using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Bilinear.Kernels.Cpu.Attention.Tiles;

/// <summary>
/// Fetches the lines of some matrices into L2, a few at a time between the tiles of other work. The rows of one head are so short, and so far apart, that
/// the processor does not foresee the next; it would wait for most of them.
/// </summary>
internal unsafe struct Prefetch
{
    /// <summary>The floats in a cache line.</summary>
    private const int Line = 16;

    private const int MostRanges = 8;

    private Ranges _ranges;
    private int _count;
    private int _range;

    // The row that is being fetched, from where on, and the rows that are left of its range with it.
    private nint _row;
    private nint _next;
    private int _rows;

    /// <summary>Adds the rows of a part of a matrix. What is more than there is room for is left out: it only comes later.</summary>
    public void Add(Strided part, int rows, int columns)
    {
        if (_count < MostRanges && rows > 0)
            _ranges[_count++] = new Range { Part = part, Rows = rows, Columns = columns };
    }

    /// <summary>Fetches some lines, or what is left.</summary>
    public void Next(int lines)
    {
        while (lines > 0 && Sse.IsSupported)
        {
            if (_rows == 0)
            {
                if (_range == _count)
                    return;
                _row = _next = (nint)_ranges[_range].Part.Start;
                _rows = _ranges[_range++].Rows;
            }
            lines = Fetch(_ranges[_range - 1], lines);
        }
    }

    // Fetches lines of one range, and tells how many are left to fetch.
    private int Fetch(in Range range, int lines)
    {
        var (stride, columns) = (range.Part.Stride, range.Columns);
        var (row, next, rows) = (_row, _next, _rows);
        for (; lines > 0 && rows > 0; lines--)
        {
            Sse.Prefetch1((float*)next);
            next += Line * sizeof(float);
            if (next < row + columns * sizeof(float))
                continue;
            next = row += (nint)stride * sizeof(float);
            rows--;
        }
        (_row, _next, _rows) = (row, next, rows);
        return lines;
    }

    private struct Range
    {
        public Strided Part;
        public int Rows;
        public int Columns;
    }

    [InlineArray(MostRanges)]
    private struct Ranges
    {
        private Range _first;
    }
}
