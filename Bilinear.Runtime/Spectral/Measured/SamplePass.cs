using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Linalg;
using Bilinear.Tensors;

namespace Bilinear.Spectral.Measured;

/// <summary>
/// The products r·x of every sample x with the rows r of a matrix, some samples at a time, in float by the CPU's kernels: sixty
/// thousand images are passed over in a tenth of a second. The caller adds over samples, in double.
/// </summary>
internal sealed class SamplePass : IDisposable
{
    private const int ChunkRows = 1024;

    // Copying a sample costs so little that fewer are not worth another thread.
    private const int CopiedAtOnce = 128;

    private readonly DataSet _data;
    private readonly float[] _samples;
    private readonly DeviceMemory _inputs;
    private readonly DeviceMemory _matrix;
    private readonly DeviceMemory _products;
    private readonly View _rows;

    /// <param name="rows">[p, sample length].</param>
    public SamplePass(DataSet data, Matrix rows)
    {
        _data = data;
        var chunk = Math.Min(ChunkRows, data.Count);
        _samples = new float[chunk * data.SampleLength];
        Device = Workers.Current.OpenDevice();
        _inputs = Device.Allocate(_samples.Length);
        _matrix = Device.Allocate(rows.Values.Length);
        _matrix.Write(rows.ToSingle());
        _products = Device.Allocate((long)chunk * rows.Rows);
        var matrix = new View(_matrix, 0, rows.Rows, rows.Columns);
        _rows = matrix with { Packed = Device.Pack(matrix.T, dual: false) };
    }

    public Device Device { get; }

    /// <summary>Every chunk of the data: the index of its first sample, and r·x [samples, p], which the next chunk overwrites.</summary>
    public IEnumerable<(int First, View Products)> Chunks()
    {
        for (var first = 0; first < _data.Count; first += ChunkRows)
        {
            var count = Math.Min(ChunkRows, _data.Count - first);
            Copy(first, count);
            var products = new View(_products, 0, count, _rows.Rows);
            Device.Product(new View(_inputs, 0, count, _data.SampleLength), _rows.T, products);
            yield return (first, products);
        }
    }

    public void Dispose()
    {
        _rows.Packed?.Dispose();
        _inputs.Dispose();
        _matrix.Dispose();
        _products.Dispose();
        Device.Dispose();
    }

    private void Copy(int first, int count)
    {
        var length = _data.SampleLength;
        Workers.For(Ceiling.Divide(count, CopiedAtOnce), part =>
        {
            var start = part * CopiedAtOnce;
            _data.CopyInputs(first + start, _samples.AsSpan(start * length, Math.Min(CopiedAtOnce, count - start) * length));
        });
        _inputs.Write(_samples.AsSpan(0, count * length));
    }
}
