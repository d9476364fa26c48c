using System.Runtime.CompilerServices;
using Bilinear.Devices.Gpu;
using Bilinear.Tensors;
using ILGPU;

namespace Bilinear.Kernels.Gpu;

/// <summary>
/// A matrix as a kernel sees it: cell (i, j) lies at i·rowStep + j·columnStep. A transpose is two swapped steps, a repeated
/// row is a step of zero, and the default value is a matrix that is never touched.
/// </summary>
internal readonly struct GpuMatrix(ArrayView<float> cells, int rowStep, int columnStep)
{
    private readonly ArrayView<float> _cells = cells;
    private readonly int _rowStep = rowStep;
    private readonly int _columnStep = columnStep;

    /// <summary>Whether neighbours in a row are neighbours in memory, so that neighbouring threads should work on one row.</summary>
    public bool IsAlongRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _columnStep == 1;
    }

    public float this[int row, int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _cells[(long)row * _rowStep + (long)column * _columnStep];
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => _cells[(long)row * _rowStep + (long)column * _columnStep] = value;
    }

    /// <summary>Reads the cell as a label or an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Integer(int row, int column) => (int)Interop.FloatAsInt(this[row, column]);

    /// <summary>The transpose, for which nothing is moved.</summary>
    public GpuMatrix T => new(_cells, _columnStep, _rowStep);

    public static GpuMatrix Of(View view)
    {
        if (view.IsNone)
            return default;
        var cells = IlgpuMemory.Of(view);
        return view.IsTransposed ? new(cells, 1, view.RowStride) : new(cells, view.RowStride, 1);
    }
}
