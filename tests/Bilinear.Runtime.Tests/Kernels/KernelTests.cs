using Bilinear.Devices;
using Bilinear.Tensors;
using Bilinear.Testing.Devices;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>
/// Every kernel against its naive reference, at odd sizes, in every layout; one subclass a device. Operands lie in memory
/// with room around them that is filled with a mark: what a kernel reads there shows as NaN, what it writes there is found.
/// </summary>
public abstract partial class KernelTests(DeviceFixture fixture) : IDisposable
{
    // A NaN with a payload of its own.
    private static readonly float Mark = BitConverter.Int32BitsToSingle(0x7FC0_1234);

    private readonly List<DeviceMemory> _memories = [];

    /// <summary>The largest difference, as a share of the reference's largest value.</summary>
    protected virtual double Tolerance => 1e-5;

    protected Device Device => fixture.Device;

    /// <summary>Whether there is marked room before a matrix and after it, too; else its memory is the matrix alone.</summary>
    protected virtual bool HasMargins => true;

    public void Dispose()
    {
        foreach (var memory in _memories)
            memory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A matrix on the device.</summary>
    /// <param name="gap">Cells between rows; and before the first, with margins.</param>
    protected View Put(Matrix matrix, int gap = 0, bool transposed = false)
    {
        var stored = transposed ? matrix.Transpose() : matrix;
        var view = Room(stored.Rows, stored.Columns, gap);
        for (var i = 0; i < stored.Rows; i++)
            view.Memory.Write(stored.Values.AsSpan(i * stored.Columns, stored.Columns), view.Offset + (long)i * view.RowStride);
        return transposed ? view.T : view;
    }

    protected View Put(int[] values, bool column = false)
    {
        var memory = Keep(Device.Allocate(values.Length));
        memory.Write(values);
        return column ? new View(memory, 0, values.Length, 1) : new View(memory, 0, 1, values.Length);
    }

    /// <summary>A place for a matrix, marked.</summary>
    protected View Room(int rows, int columns, int gap = 0)
    {
        var stride = columns + gap;
        var margin = HasMargins ? gap : 0;
        var marks = new float[rows == 0 ? 0 : margin + (long)rows * stride - gap + margin];
        Array.Fill(marks, Mark);
        var memory = Keep(Device.Allocate(marks.Length));
        memory.Write(marks);
        return new View(memory, margin, rows, columns, stride);
    }

    /// <summary>What stands there; nothing but it may have been written.</summary>
    protected static Matrix Get(View view)
    {
        var cells = new float[view.Memory.Length];
        view.Memory.Read(cells);
        var matrix = new Matrix(view.Rows, view.Columns);
        for (var i = 0; i < view.Rows; i++)
        {
            var row = cells.AsSpan((int)view.Offset + i * view.RowStride, view.Columns);
            row.CopyTo(matrix.Values.AsSpan(i * view.Columns));
            row.Fill(Mark);
        }
        Assert.All(cells, cell => Assert.Equal(BitConverter.SingleToInt32Bits(Mark), BitConverter.SingleToInt32Bits(cell)));
        return matrix;
    }

    /// <param name="smallestScale">Where the result is what is left of larger terms: their size.</param>
    protected void AssertClose(Matrix expected, Matrix actual, double smallestScale = 0)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        var scale = expected.Values.Where(float.IsFinite).Select(x => Math.Abs((double)x)).DefaultIfEmpty(0).Max();
        scale = Math.Max(scale, smallestScale);
        for (var i = 0; i < expected.Values.Length; i++)
        {
            var (e, a) = (expected.Values[i], actual.Values[i]);
            if (!e.Equals(a) && !(Math.Abs((double)e - a) <= Tolerance * scale))
                Assert.Fail($"[{i / expected.Columns}, {i % expected.Columns}] of [{expected.Rows}, {expected.Columns}] is {a:G9} and should be {e:G9}; the largest value is {scale:G4}.");
        }
    }

    private DeviceMemory Keep(DeviceMemory memory)
    {
        _memories.Add(memory);
        return memory;
    }
}
