using Bilinear.Devices;

namespace Bilinear.Tensors;

/// <summary>
/// A matrix inside a <see cref="DeviceMemory"/>: element (i, j) of the stored view lies at
/// <c>Offset + i·RowStride + j</c>. A row stride of zero repeats one row (a bias).
/// The default value is "no view".
/// </summary>
/// <param name="IsTransposed">Whether the logical matrix is the transpose of the stored one. <see cref="Rows"/> and <see cref="Columns"/> are the sizes of the stored one.</param>
/// <param name="Packed">The same matrix in the layout that the device's product reads fastest; null if there is none. Inference weights have one.</param>
public readonly record struct View(DeviceMemory Memory, long Offset, int Rows, int Columns, int RowStride, bool IsTransposed = false, PackedMatrix? Packed = null)
{
    /// <summary>Makes a view of a dense matrix.</summary>
    public View(DeviceMemory memory, long offset, int rows, int columns)
        : this(memory, offset, rows, columns, columns)
    {
    }

    public bool IsNone => Memory is null;

    /// <summary>The transpose, for which nothing is moved.</summary>
    public View T => this with { IsTransposed = !IsTransposed };

    /// <summary>Gives the columns [start, start + count).</summary>
    public View Slice(int start, int count) => this with { Offset = Offset + start, Columns = count, Packed = null };

    /// <summary>Repeats the view's only row.</summary>
    public View Broadcast(int rows) => this with { Rows = rows, RowStride = 0, Packed = null };

    /// <summary>The rows of the logical matrix.</summary>
    public int LogicalRows => IsTransposed ? Columns : Rows;

    /// <summary>The columns of the logical matrix.</summary>
    public int LogicalColumns => IsTransposed ? Rows : Columns;
}
