using Bilinear.Devices;
using Bilinear.Kernels.Cpu.Gemm;
using Bilinear.Kernels.Cpu.Gemm.Panels;
using Bilinear.Kernels.Cpu.Gemm.Tiles;
using Bilinear.Kernels.Cpu.Rows;
using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Losses;

/// <summary>
/// Computes the cross-entropy of logits = x·weightᵀ + bias chunk by chunk of rows: the logits of a chunk, their losses, dLogits in their place,
/// then dx = dLogits·weight, dWeight += dLogitsᵀ·x and dBias += Σ dLogits. The chunks depend on the shape alone.
/// </summary>
internal unsafe struct LinearLoss
{
    /// <summary>The logits of a chunk, 8 MiB: a share of L3, in which the products find them again.</summary>
    private const int Logits = 1 << 21;

    /// <summary>The rows of a chunk of a large vocabulary, up to twice those logits: with fewer, packing the weights for each chunk costs too much.</summary>
    private const int FewRows = 128;

    /// <summary>The floats in a cache line.</summary>
    private const int Line = NativeBlock.Alignment / sizeof(float);

    private Strided _x;
    private Strided _weight;
    private Strided _bias;
    private Strided _targets;
    private Strided _dx;
    private Strided _dWeight;
    private Strided _dBias;
    private int _rows;
    private int _depth;
    private int _classes;
    private int _counted;
    private float* _logits;
    private double* _sums;

    // The panels of weightᵀ and of weight, if they are packed for all chunks.
    private float* _packedT;
    private float* _packed;

    // The distance of two rows of logits, an odd number of cache lines: rows a power of two apart would compete for one set of L1 when dLogits is packed by columns.
    private readonly int Stride => (Ceiling.Divide(_classes, Line) | 1) * Line;

    private readonly bool HasGradients => _dx.Start is not null || _dWeight.Start is not null || _dBias.Start is not null;

    public static void Run(Call call, View x, View weight, View bias, View targets, View loss, View dx, View dWeight, View dBias)
    {
        var work = new LinearLoss
        {
            _x = call.Hold(x),
            _weight = call.Hold(weight),
            _bias = call.Hold(bias),
            _targets = call.Hold(targets),
            _dx = call.Hold(dx),
            _dWeight = call.Hold(dWeight),
            _dBias = call.Hold(dBias),
            _rows = x.Rows,
            _depth = x.Columns,
            _classes = weight.Rows,
        };
        work._counted = Loss.Counted(work._targets, work._rows);
        *call.Hold(loss).Start = work._counted == 0 ? work.Nothing() : Loss.Mean(work.Total(call), work._counted);
    }

    // Where no row counts, every gradient is zero, whatever the weights are.
    private readonly float Nothing()
    {
        Clear(_dx, _rows, _depth);
        Clear(_dWeight, _classes, _depth);
        Clear(_dBias, 1, _classes);
        return 0;
    }

    private static void Clear(Strided gradient, int rows, int columns)
    {
        for (var row = 0; gradient.Start is not null && row < rows; row++)
            new Span<float>(gradient.Row(row), columns).Clear();
    }

    private double Total(Call call)
    {
        var classes = Math.Max(1, _classes);
        var chunks = Ceiling.Divide(_rows, Math.Max(1, Math.Max(Logits / classes, Math.Min(FewRows, 2 * Logits / classes))));
        var rows = Ceiling.Divide(_rows, chunks);
        Reserve(call, rows, isPacked: chunks > 1);
        var total = 0.0;
        for (var row = 0; row < _rows; row += rows)
            total += Chunk(call, row, Math.Min(rows, _rows - row));
        return total;
    }

    // One block of memory: the logits, the sums of their losses, the packed weights.
    private void Reserve(Call call, int rows, bool isPacked)
    {
        var logits = (long)rows * Stride;
        var sums = 2L * new RowBlocks(rows, _classes).Chunks;
        var (sizeT, size) = (WeightT.Size, _dx.Start is null ? 0 : Weight.Size);
        isPacked &= Math.Max(sizeT, size) <= Blocking.MaxPacked;
        _logits = call.Lasting(logits + sums + (isPacked ? sizeT + size : 0));
        _sums = (double*)(_logits + logits);
        if (!isPacked)
            return;
        _packedT = (float*)_sums + sums;
        Product.Pack(call, WeightT, _packedT);
        if (_dx.Start is null)
            return;
        _packed = _packedT + sizeT;
        Product.Pack(call, Weight, _packed);
    }

    private readonly RightPanels WeightT => new() { B = new Factor(_weight, isTransposed: true), Depth = _depth, Columns = _classes };

    private readonly RightPanels Weight => new() { B = new Factor(_weight, isTransposed: false), Depth = _classes, Columns = _depth };

    // Gives the sum of the rows' losses.
    private readonly double Chunk(Call call, int row, int rows)
    {
        var x = new Strided(_x.Row(row), _x.Stride);
        var logits = new Strided(_logits, Stride);
        ComputeLogits(call, x, logits, rows);
        var losses = new CrossEntropyJob
        {
            Logits = logits,
            Targets = new Strided(_targets.Row(row), _targets.Stride),
            DLogits = HasGradients ? logits : default,
            Classes = _classes,
            Counted = _counted,
            Blocks = new RowBlocks(rows, _classes),
            Sums = _sums,
        };
        call.Run(ref losses, losses.Blocks.Chunks);
        Gradients(call, x, logits, row, rows);
        return Loss.Total(_sums, losses.Blocks.Chunks);
    }

    private readonly void ComputeLogits(Call call, Strided x, Strided logits, int rows)
    {
        var left = new LeftPanels { A = new Factor(x, isTransposed: false), Rows = rows };
        if (_bias.Start is null)
            Product.Run<Store>(call, left, WeightT, _packedT, new Elements { Out0 = logits });
        else
            Product.Run<Accumulate>(call, left, WeightT, _packedT, new Elements { In0 = new Strided(_bias.Start, 0), Out0 = logits });
    }

    private readonly void Gradients(Call call, Strided x, Strided dLogits, int row, int rows)
    {
        if (_dx.Start is not null)
        {
            var left = new LeftPanels { A = new Factor(dLogits, isTransposed: false), Rows = rows };
            Product.Run<Store>(call, left, Weight, _packed, new Elements { Out0 = new Strided(_dx.Row(row), _dx.Stride) });
        }
        if (_dWeight.Start is not null)
        {
            var left = new LeftPanels { A = new Factor(dLogits, isTransposed: true), Rows = _classes };
            var right = new RightPanels { B = new Factor(x, isTransposed: false), Depth = rows, Columns = _depth };
            if (row == 0)
                Product.Run<Store>(call, left, right, null, new Elements { Out0 = _dWeight });
            else
                Product.Run<Accumulate>(call, left, right, null, new Elements { In0 = _dWeight, Out0 = _dWeight });
        }
        if (_dBias.Start is not null)
        {
            var sum = new SumRowsJob { X = dLogits, Sum = _dBias.Start, Rows = rows, Columns = _classes, Adds = row > 0 };
            call.Run(ref sum, sum.Chunks);
        }
    }
}
