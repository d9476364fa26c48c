using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Bilinear.Kernels;
using Bilinear.Kernels.Cpu;
using Bilinear.Kernels.Cpu.Gemm.Panels;
using Bilinear.Kernels.Cpu.Losses;
using Bilinear.Kernels.Cpu.Noise;
using Bilinear.Kernels.Cpu.Rows;
using Bilinear.Tensors;

namespace Bilinear.Devices;

/// <summary>
/// The device for the processor: SIMD kernels on a pool of threads. A kernel is complete when its call returns. Any number of
/// threads may call at once, each on memory of its own.
/// </summary>
internal sealed unsafe partial class CpuDevice : Device
{
    private readonly WorkerPool _pool;
    private readonly WorkerPool? _own;
    private readonly Stack<Call> _idle = new();
    private readonly Func<long, SafeHandle> _allocate;
    private volatile bool _isDisposed;

    /// <param name="allocate">Allocates so many cells, also of scratch memory; null allocates from the C library.</param>
    public CpuDevice(DeviceOptions options, Func<long, SafeHandle>? allocate = null)
    {
        if (options.Threads > 0)
            Threads = options.Threads;
        _allocate = allocate ?? NativeBlock.Allocate;
        _pool = _own = new WorkerPool(Threads, _allocate);
        Name = NameWith(Threads);
    }

    /// <param name="pool">Threads that live on when the device is disposed.</param>
    public CpuDevice(WorkerPool pool) => (_pool, _allocate, Threads, Name) = (pool, NativeBlock.Allocate, pool.Threads, NameWith(pool.Threads));

    public override DeviceKind Kind => DeviceKind.Cpu;

    public override string Name { get; }

    public override DeviceMemory Allocate(long length)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(Device));
        return new CpuMemory(this, length, _allocate(length));
    }

    public override void Product<TEpilogue>(View a, View b, in Operands operands)
    {
        Shapes.Product<TEpilogue>(this, a, b, operands);
        using var call = Begin();
        Kernels.Cpu.Gemm.Product.Run<TEpilogue>(call, a, b, isDual: false, operands);
    }

    public override void DualProduct<TEpilogue>(View a, View b, in Operands operands)
    {
        Shapes.DualProduct<TEpilogue>(this, a, b, operands);
        using var call = Begin();
        Kernels.Cpu.Gemm.Product.Run<TEpilogue>(call, a, b, isDual: true, operands);
    }

    public override PackedMatrix Pack(View b, bool dual)
    {
        Shapes.Pack(this, b, dual);
        using var call = Begin();
        return Kernels.Cpu.Gemm.Product.Pack(call, b, dual, new CpuPackedMatrix(this, b, dual));
    }

    public override void Map<TEpilogue>(in Operands operands)
    {
        Shapes.Map<TEpilogue>(this, operands);
        using var call = Begin();
        var job = new MapJob<TEpilogue>
        {
            Elements = Elements.Hold<TEpilogue>(call, operands),
            Columns = operands.Out0.Columns,
            Blocks = new RowBlocks(operands.Out0.Rows, operands.Out0.Columns),
        };
        call.Run(ref job, job.Blocks.Chunks);
    }

    public override void RmsNorm<TEpilogue>(View x, in Operands operands, float epsilon)
    {
        Shapes.RmsNorm<TEpilogue>(this, x, operands);
        using var call = Begin();
        var job = new RmsNormJob<TEpilogue>
        {
            X = call.Hold(x),
            Elements = Elements.Hold<TEpilogue>(call, operands),
            Columns = x.Columns,
            Epsilon = epsilon,
            Blocks = new RowBlocks(x.Rows, x.Columns),
        };
        call.Run(ref job, job.Blocks.Chunks);
    }

    public override void RmsNormAdjoint<TEpilogue>(View x, View dy, in Operands operands, float epsilon)
    {
        Shapes.RmsNormAdjoint<TEpilogue>(this, x, dy, operands);
        using var call = Begin();
        var job = new RmsNormAdjointJob<TEpilogue>
        {
            X = call.Hold(x),
            Dy = call.Hold(dy),
            Elements = Elements.Hold<TEpilogue>(call, operands),
            Columns = x.Columns,
            Epsilon = epsilon,
            Blocks = new RowBlocks(x.Rows, x.Columns),
        };
        call.Run(ref job, job.Blocks.Chunks);
    }

    public override void SumRows(View x, View sum)
    {
        Shapes.SumRows(this, x, sum);
        using var call = Begin();
        var job = new SumRowsJob { X = call.Hold(x), Sum = call.Hold(sum).Start, Rows = x.Rows, Columns = x.Columns };
        call.Run(ref job, job.Chunks);
    }

    public override void Noise(View x, View y, NoiseKind kind, float sigma, in NoiseKey key, View samples)
    {
        Shapes.Noise(this, x, y, samples);
        using var call = Begin();
        GaussianNoise.Run(call, x, y, kind, sigma, key, samples);
    }

    public override void CrossEntropy(View logits, View targets, View loss, View dLogits)
    {
        Shapes.CrossEntropy(this, logits, targets, loss, dLogits);
        using var call = Begin();
        Loss.CrossEntropy(call, logits, targets, loss, dLogits);
    }

    public override void SquaredError(View output, View targets, View loss, View dOutput)
    {
        Shapes.SquaredError(this, output, targets, loss, dOutput);
        using var call = Begin();
        Loss.SquaredError(call, output, targets, loss, dOutput);
    }

    public override void AdamW(View parameters, View gradients, View firstMoment, View secondMoment, in AdamWScalars scalars)
    {
        Shapes.AdamW(this, parameters, gradients, firstMoment, secondMoment);
        using var call = Begin();
        var job = new AdamWJob
        {
            Parameters = call.Hold(parameters).Start,
            Gradients = call.Hold(gradients).Start,
            FirstMoment = call.Hold(firstMoment).Start,
            SecondMoment = call.Hold(secondMoment).Start,
            Length = parameters.Columns,
            Scalars = scalars,
        };
        call.Run(ref job, job.Chunks);
    }

    public override void Copy(View x, View y)
    {
        Shapes.Copy(this, x, y);
        using var call = Begin();
        var job = new CopyJob { X = call.Hold(x), Y = call.Hold(y), Columns = x.Columns, Blocks = new RowBlocks(x.Rows, x.Columns) };
        call.Run(ref job, job.Blocks.Chunks);
    }

    public override void Synchronize() => ObjectDisposedException.ThrowIf(_isDisposed, typeof(Device));

    public override void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _own?.Dispose();
        lock (_idle)
        {
            while (_idle.TryPop(out var call))
                call.Free();
        }
    }

    /// <summary>Takes a call back that has ended.</summary>
    internal void Return(Call call)
    {
        lock (_idle)
        {
            if (_isDisposed)
                call.Free();
            else
                _idle.Push(call);
        }
    }

    private Call Begin()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(Device));
        lock (_idle)
            return _idle.TryPop(out var call) ? call : new Call(this, _pool, _allocate);
    }

    private static string NameWith(int threads) => $"{Processor()} ({Simd.Width * 32}-bit vectors, {(threads == 1 ? "1 thread" : $"{threads} threads")})";

    // Reads the brand string of CPUID, if there is one.
    private static string Processor()
    {
        const int first = unchecked((int)0x8000_0002);
        if (!X86Base.IsSupported || X86Base.CpuId(unchecked((int)0x8000_0000), 0).Eax < first)
            return $"{RuntimeInformation.ProcessArchitecture} processor";
        var words = new int[12];
        for (var i = 0; i < 3; i++)
            (words[4 * i], words[4 * i + 1], words[4 * i + 2], words[4 * i + 3]) = X86Base.CpuId(first + i, 0);
        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes(words.AsSpan())).TrimEnd('\0', ' ').Trim();
    }
}
