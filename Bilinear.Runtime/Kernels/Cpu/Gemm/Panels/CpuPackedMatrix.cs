using Bilinear.Devices;
using Bilinear.Kernels.Cpu.Gemm.Tiles;
using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Gemm.Panels;

/// <summary>Holds a right factor in the panels that <see cref="PackJob"/> makes.</summary>
internal sealed class CpuPackedMatrix : PackedMatrix
{
    private readonly int _depth;
    private readonly int _columns;
    private readonly bool _isTransposed;
    private readonly bool _isDual;

    public CpuPackedMatrix(CpuDevice device, View b, bool isDual)
    {
        _depth = b.LogicalRows;
        _columns = b.LogicalColumns;
        _isTransposed = b.IsTransposed;
        _isDual = isDual;
        var panels = RightPanels.CountOf(isDual ? _columns / 2 : _columns, isDual);
        var panelSize = (long)_depth * Blocking.TileColumns(Simd.Width);
        var memory = device.Allocate(panels * panelSize);
        View = new View(memory, 0, 1, 0);
    }

    /// <summary>The start of the panels.</summary>
    public View View { get; }

    /// <summary>Tells whether these panels are those of a view as a product reads it. Its transpose, for example, needs other panels.</summary>
    public bool Fits(View b, bool isDual) =>
        _isDual == isDual && _isTransposed == b.IsTransposed && _depth == b.LogicalRows && _columns == b.LogicalColumns;

    public override void Dispose() => View.Memory.Dispose();
}
