using System.Diagnostics.CodeAnalysis;
using Bilinear.Devices.Gpu;
using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Devices;

/// <summary>
/// Runs kernels. The calls of one thread run in their order; results depend on shapes and values alone, never on
/// the number of threads. Shapes are checked: an operand that does not fit throws <see cref="ArgumentException"/>. An output may
/// be an element-wise input of its own call, but may not lie over a product's factors, which are read until its end.
/// </summary>
public abstract partial class Device : IDisposable
{
    public abstract DeviceKind Kind { get; }

    /// <summary>
    /// Whether support for GPUs, and with it ILGPU, is a part of this program. It is not if the build says <c>BilinearGpu=false</c>,
    /// which is the default of trimmed and native builds: ILGPU finds its kernels by reflection and makes code at run time.
    /// </summary>
    [FeatureSwitchDefinition("Bilinear.Gpu")]
    public static bool IsGpuSupported => !AppContext.TryGetSwitch("Bilinear.Gpu", out var isSupported) || isSupported;

    /// <summary>Opens a device, which the caller disposes.</summary>
    /// <exception cref="ArgumentException">The options have an index or a name, and the kind is no kind of GPU; or there is no such kind.</exception>
    /// <exception cref="DeviceException">There is no device of this kind, index and name, its driver refuses, or the program was built without support for GPUs.</exception>
    public static Device Open(DeviceKind kind = DeviceKind.Auto, DeviceOptions? options = null)
    {
        if (!Enum.IsDefined(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of device.");
        options ??= new DeviceOptions();
        if (options.Threads is < 0 or > DeviceOptions.MostThreads)
            throw new ArgumentOutOfRangeException(nameof(options), $"The CPU cannot compute with {options.Threads} threads: ask for 1 to {DeviceOptions.MostThreads}, or 0 for one on each core.");
        Device opened = kind switch
        {
            DeviceKind.Auto or DeviceKind.Cpu when options.Index is not null || options.Name is not null =>
                throw new ArgumentException("An index or a name picks among the GPUs of one kind: say which kind.", nameof(options)),
            DeviceKind.Cpu => new CpuDevice(options),
            DeviceKind.Auto => (IsGpuSupported ? GpuDevices.OpenAuto() : null) ?? new CpuDevice(options),
            _ when !IsGpuSupported => throw new DeviceException($"This program was built without support for GPUs, which {kind} needs: build it with the property BilinearGpu=true, or open DeviceKind.Cpu."),
            _ => GpuDevices.Open(kind, options),
        };
        if (options.Threads > 0)
            opened.Threads = options.Threads;
        return opened;
    }

    /// <summary>Lists every device that a driver reports, usable or not, with the CPU first and the simulator last. Without <see cref="IsGpuSupported"/> it lists the CPU alone.</summary>
    public static IReadOnlyList<DeviceEntry> List()
    {
        using var cpu = new CpuDevice(new DeviceOptions());
        var others = IsGpuSupported ? GpuDevices.List() : [];
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return [new(DeviceKind.Cpu, 0, cpu.Name, memory, null, !others.Any(device => device.IsAuto)), .. others];
    }

    /// <summary>The number of threads of the CPU, including the calling one, for what is computed beside the kernels: <see cref="DeviceOptions.Threads"/>.</summary>
    internal virtual int Threads { get; private protected set; } = Environment.ProcessorCount;

    /// <summary>The name of the device, as its driver gives it.</summary>
    public abstract string Name { get; }

    /// <summary>Allocates memory of <paramref name="length"/> cells, all of them zero.</summary>
    /// <exception cref="DeviceException">The device has not so much memory left.</exception>
    public abstract DeviceMemory Allocate(long length);

    /// <summary>Computes out[i,j] = E(Σ_k a[i,k]·b[k,j]). Either operand may be transposed, and b may be packed.</summary>
    public abstract void Product<TEpilogue>(View a, View b, in Operands operands) where TEpilogue : struct, IEpilogue;

    /// <summary>Computes output = a·b.</summary>
    public void Product(View a, View b, View output) => Product<Store>(a, b, new() { Out0 = output });

    /// <summary>
    /// Computes out[i,j] = E(Σ_k a[i,k]·b[k,j], Σ_k a[i,k]·b[k,m+j]) for b [d, 2m], which is stacked weights [W; V] read
    /// transposed, with one pass over a for both halves of a bilinear layer.
    /// </summary>
    public abstract void DualProduct<TEpilogue>(View a, View b, in Operands operands) where TEpilogue : struct, IEpilogue;

    /// <summary>Computes out[i,j] = E(in…[i,j]), without accumulators.</summary>
    public abstract void Map<TEpilogue>(in Operands operands) where TEpilogue : struct, IEpilogue;

    /// <summary>Computes left[i,j] = x[i,j] / √(mean_j x[i,j]² + epsilon), then E.</summary>
    public abstract void RmsNorm<TEpilogue>(View x, in Operands operands, float epsilon = 1e-8f) where TEpilogue : struct, IEpilogue;

    /// <summary>Computes y[i,j] = x[i,j] / √(mean_j x[i,j]² + epsilon).</summary>
    public void RmsNorm(View x, View y, float epsilon = 1e-8f) => RmsNorm<Store>(x, new() { Out0 = y }, epsilon);

    /// <summary>Computes left = r·(dy − x·r²·mean_j(x⊙dy)) with r = 1/√(mean_j x² + epsilon): the adjoint of <see cref="RmsNorm"/>; then E.</summary>
    public abstract void RmsNormAdjoint<TEpilogue>(View x, View dy, in Operands operands, float epsilon = 1e-8f) where TEpilogue : struct, IEpilogue;

    /// <summary>Computes dx = r·(dy − x·r²·mean_j(x⊙dy)).</summary>
    public void RmsNormAdjoint(View x, View dy, View dx, float epsilon = 1e-8f) => RmsNormAdjoint<Store>(x, dy, new() { Out0 = dx }, epsilon);

    /// <summary>Computes sum[0,j] = Σ_i x[i,j].</summary>
    public abstract void SumRows(View x, View sum);

    /// <summary>
    /// Computes y = x + s·n with n standard normal from Philox at (seed, epoch, sample, layer, element). s is
    /// <paramref name="sigma"/> times the standard deviation (Bessel-corrected, as torch.std) of all of x for Relative, of each row for Token, and alone for Absolute.
    /// </summary>
    /// <param name="samples">The index of each sample in the data set, int32 [1, batch]. x has the same number of rows for each sample.</param>
    public abstract void Noise(View x, View y, NoiseKind kind, float sigma, in NoiseKey key, View samples);

    /// <summary>
    /// Computes loss[0,0] = mean_i(log Σ_c exp(logits[i,c]) − logits[i,target[i]]) over the rows whose target is not −1, and its gradient
    /// if dLogits is given. Without such a row the loss is 0, and so is its gradient.
    /// </summary>
    /// <param name="targets">The labels, int32 [rows, 1]. A target outside −1…classes−1 gives a NaN loss.</param>
    public abstract void CrossEntropy(View logits, View targets, View loss, View dLogits);

    /// <summary>Computes loss[0,0] = mean over all elements of (output − target)², and its gradient if dOutput is given.</summary>
    public abstract void SquaredError(View output, View targets, View loss, View dOutput);

    /// <summary>Takes one AdamW step over whole blocks, each [1, n].</summary>
    public abstract void AdamW(View parameters, View gradients, View firstMoment, View secondMoment, in AdamWScalars scalars);

    /// <summary>Copies y = x. Both have one shape; either may be strided, neither may be transposed.</summary>
    public abstract void Copy(View x, View y);

    /// <summary>Rearranges b as <see cref="Product"/> and, if <paramref name="dual"/>, <see cref="DualProduct"/> reads it; null if the device gains nothing by that.</summary>
    public abstract PackedMatrix? Pack(View b, bool dual);

    /// <summary>Waits until all earlier calls are complete.</summary>
    public abstract void Synchronize();

    public abstract void Dispose();
}
