using Bilinear.Kernels;
using Bilinear.Kernels.Gpu;
using Bilinear.Kernels.Gpu.Losses;
using Bilinear.Kernels.Gpu.Noise;
using Bilinear.Kernels.Gpu.Products;
using Bilinear.Kernels.Gpu.Rows;
using Bilinear.Tensors;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Devices.Gpu;

/// <summary>
/// The device for an accelerator of ILGPU: a CUDA card, an OpenCL device or the simulator. Calls of all threads go to one stream, one at a
/// time, and return before the work is done.
/// </summary>
internal sealed partial class IlgpuDevice(DeviceKind kind, Context context, Accelerator accelerator) : Device
{
    private readonly GpuQueue _queue = new(accelerator);
    private readonly Lock _gate = new();
    private volatile bool _isDisposed;

    public override DeviceKind Kind => kind;

    public override string Name => accelerator.Name;

    internal bool IsDisposed => _isDisposed;

    public override DeviceMemory Allocate(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        lock (_gate)
        {
            Bind();
            if (length > accelerator.MemorySize / sizeof(float))
                throw TooLarge(length, null);
            try
            {
                // No driver allocates a buffer of no cells.
                var buffer = accelerator.Allocate1D<float>(Math.Max(length, 1));
                buffer.MemSetToZero(_queue.Stream);
                return new IlgpuMemory(this, length, buffer);
            }
            catch (AcceleratorException e)
            {
                throw TooLarge(length, e);
            }
        }
    }

    public override void Product<TEpilogue>(View a, View b, in Operands operands)
    {
        Shapes.Product<TEpilogue>(this, a, b, operands);
        Run(static (queue, at) => ProductKernel<OneProduct, TEpilogue>.Launch(queue, at.a, at.b, at.operands), (a, b, operands));
    }

    public override void DualProduct<TEpilogue>(View a, View b, in Operands operands)
    {
        Shapes.DualProduct<TEpilogue>(this, a, b, operands);
        Run(static (queue, at) => ProductKernel<TwoProducts, TEpilogue>.Launch(queue, at.a, at.b, at.operands), (a, b, operands));
    }

    public override void Map<TEpilogue>(in Operands operands)
    {
        Shapes.Map<TEpilogue>(this, operands);
        Run(static (queue, at) => MapKernel<TEpilogue>.Launch(queue, at), operands);
    }

    public override void RmsNorm<TEpilogue>(View x, in Operands operands, float epsilon)
    {
        Shapes.RmsNorm<TEpilogue>(this, x, operands);
        Run(static (queue, at) => RmsNormKernel<TEpilogue>.Launch(queue, at.x, at.operands, at.epsilon), (x, operands, epsilon));
    }

    public override void RmsNormAdjoint<TEpilogue>(View x, View dy, in Operands operands, float epsilon)
    {
        Shapes.RmsNormAdjoint<TEpilogue>(this, x, dy, operands);
        Run(static (queue, at) => RmsNormAdjointKernel<TEpilogue>.Launch(queue, at.x, at.dy, at.operands, at.epsilon), (x, dy, operands, epsilon));
    }

    public override void SumRows(View x, View sum)
    {
        Shapes.SumRows(this, x, sum);
        Run(static (queue, at) => SumRowsKernel.Launch(queue, at.x, at.sum), (x, sum));
    }

    public override void Noise(View x, View y, NoiseKind kind, float sigma, in NoiseKey key, View samples)
    {
        Shapes.Noise(this, x, y, samples);
        Run(static (queue, at) => NoiseKernel.Launch(queue, at.x, at.y, at.kind, at.sigma, at.key, at.samples), (x, y, kind, sigma, key, samples));
    }

    public override void CrossEntropy(View logits, View targets, View loss, View dLogits)
    {
        Shapes.CrossEntropy(this, logits, targets, loss, dLogits);
        Run(static (queue, at) => CrossEntropyKernel.Launch(queue, at.logits, at.targets, at.loss, at.dLogits), (logits, targets, loss, dLogits));
    }

    public override void SquaredError(View output, View targets, View loss, View dOutput)
    {
        Shapes.SquaredError(this, output, targets, loss, dOutput);
        Run(static (queue, at) => SquaredErrorKernel.Launch(queue, at.output, at.targets, at.loss, at.dOutput), (output, targets, loss, dOutput));
    }

    public override void AdamW(View parameters, View gradients, View firstMoment, View secondMoment, in AdamWScalars scalars)
    {
        Shapes.AdamW(this, parameters, gradients, firstMoment, secondMoment);
        Run(
            static (queue, at) => AdamWKernel.Launch(queue, at.parameters, at.gradients, at.firstMoment, at.secondMoment, at.scalars),
            (parameters, gradients, firstMoment, secondMoment, scalars));
    }

    public override void Copy(View x, View y)
    {
        Shapes.Copy(this, x, y);
        Map<CopyEpilogue>(new() { In0 = x, Out0 = y });
    }

    /// <summary>Packs nothing, since a tile in shared memory is read as fast in either layout of the matrix.</summary>
    public override PackedMatrix? Pack(View b, bool dual)
    {
        Shapes.Pack(this, b, dual);
        return null;
    }

    public override void Synchronize() => Run(static (queue, _) => queue.Stream.Synchronize(), 0);

    public override void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            Bind();
            _isDisposed = true;
            using var _ = GpuDevices.Drivers.EnterScope();
            _queue.Dispose();
            accelerator.Dispose();
            context.Dispose();
        }
    }

    /// <summary>Gives work to the queue, from one thread at a time.</summary>
    /// <exception cref="DeviceException">The driver failed, now or in earlier work that is reported only now.</exception>
    internal void Run<TState>(Action<GpuQueue, TState> work, TState state)
    {
        lock (_gate)
        {
            Bind();
            try
            {
                work(_queue, state);
            }
            catch (AcceleratorException e)
            {
                throw new DeviceException($"{Name} failed: {e.Message}", e);
            }
        }
    }

    internal void Free(MemoryBuffer buffer)
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            Bind();
            buffer.Dispose();
        }
    }

    /// <summary>Makes the accelerator current on this thread: CUDA keeps a current one for each thread, and ILGPU does not set it in every call.</summary>
    private void Bind()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(Device));
        accelerator.Bind();
    }

    private DeviceException TooLarge(long length, Exception? inner) =>
        new($"{Name} has no {length / (double)(1L << 28):0.###} GiB of its {accelerator.MemorySize / (double)(1L << 30):0.###} GiB free: use a smaller batch or model.", inner);

    private readonly struct CopyEpilogue : IEpilogue
    {
        public static int Inputs => 1;

        public static int Outputs => 1;

        public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => at.Out0 = at.In0;
    }
}
