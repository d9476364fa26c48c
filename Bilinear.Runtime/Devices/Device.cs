using System.Diagnostics.CodeAnalysis;
using Bilinear.Devices.Gpu;
using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Devices;

/// <summary>
/// Something that runs kernels. Calls of one thread run in their order; results depend on shapes and values alone, never on
/// the number of threads. Shapes are checked: an operand that does not fit throws <see cref="ArgumentException"/>. An output may
/// be an element-wise input of its own call, but may not lie over a product's factors, which are read until its end.
/// </summary>
public abstract class Device : IDisposable
{
    public abstract DeviceKind Kind { get; }

    /// <summary>
    /// Is support for GPUs, and with it ILGPU, a part of this program? It is not where the build says <c>BilinearGpu=false</c>, as a
    /// trimmed or native one does unless told otherwise: ILGPU finds its kernels by reflection and makes code at run time.
    /// </summary>
    [FeatureSwitchDefinition("Bilinear.Gpu")]
    public static bool IsGpuSupported => !AppContext.TryGetSwitch("Bilinear.Gpu", out var isSupported) || isSupported;

    /// <summary>Opens a device; dispose it when done.</summary>
    /// <exception cref="ArgumentException">There is an index or a name, and no kind of GPU; or there is no such kind.</exception>
    /// <exception cref="DeviceException">There is none of this kind, index and name, its driver refuses, or the program was built without GPUs.</exception>
    public static Device Open(DeviceKind kind = DeviceKind.Auto, DeviceOptions? options = null)
    {
        if (!Enum.IsDefined(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of device.");
        options ??= new DeviceOptions();
        return kind switch
        {
            DeviceKind.Auto or DeviceKind.Cpu when options.Index is not null || options.Name is not null =>
                throw new ArgumentException("An index or a name picks among the GPUs of one kind: say which kind.", nameof(options)),
            DeviceKind.Cpu => new CpuDevice(options),
            DeviceKind.Auto => (IsGpuSupported ? GpuDevices.OpenAuto() : null) ?? new CpuDevice(options),
            _ when !IsGpuSupported => throw new DeviceException($"This program was built without support for GPUs, which {kind} needs: build it with the property BilinearGpu=true, or open DeviceKind.Cpu."),
            _ => GpuDevices.Open(kind, options),
        };
    }

    /// <summary>Every device that a driver reports, usable or not, the CPU first and the simulator last; the CPU alone without <see cref="IsGpuSupported"/>.</summary>
    public static IReadOnlyList<DeviceEntry> List()
    {
        using var cpu = new CpuDevice(new DeviceOptions());
        var others = IsGpuSupported ? GpuDevices.List() : [];
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return [new(DeviceKind.Cpu, 0, cpu.Name, memory, null, !others.Any(device => device.IsAuto)), .. others];
    }

    /// <summary>As the driver calls it, for a person.</summary>
    public abstract string Name { get; }

    /// <summary>Memory of <paramref name="length"/> cells, all zero.</summary>
    /// <exception cref="DeviceException">There is not so much left.</exception>
    public abstract DeviceMemory Allocate(long length);

    /// <summary>out[i,j] = E(Σ_k a[i,k]·b[k,j]); either operand may be transposed, and b may be packed.</summary>
    public abstract void Product<TEpilogue>(View a, View b, in Operands operands) where TEpilogue : struct, IEpilogue;

    /// <summary>output = a·b.</summary>
    public void Product(View a, View b, View output) => Product<Store>(a, b, new() { Out0 = output });

    /// <summary>
    /// out[i,j] = E(Σ_k a[i,k]·b[k,j], Σ_k a[i,k]·b[k,m+j]) for b [d, 2m], which is stacked weights [W; V] read transposed:
    /// one pass over a for both halves of a bilinear layer.
    /// </summary>
    public abstract void DualProduct<TEpilogue>(View a, View b, in Operands operands) where TEpilogue : struct, IEpilogue;

    /// <summary>out[i,j] = E(in…[i,j]), without accumulators.</summary>
    public abstract void Map<TEpilogue>(in Operands operands) where TEpilogue : struct, IEpilogue;

    /// <summary>left[i,j] = x[i,j] / √(mean_j x[i,j]² + 1e-8), then E.</summary>
    public abstract void RmsNorm<TEpilogue>(View x, in Operands operands) where TEpilogue : struct, IEpilogue;

    /// <summary>y[i,j] = x[i,j] / √(mean_j x[i,j]² + 1e-8).</summary>
    public void RmsNorm(View x, View y) => RmsNorm<Store>(x, new() { Out0 = y });

    /// <summary>left = r·(dy − x·r²·mean_j(x⊙dy)) with r = 1/√(mean_j x² + 1e-8): the adjoint of <see cref="RmsNorm"/>; then E.</summary>
    public abstract void RmsNormAdjoint<TEpilogue>(View x, View dy, in Operands operands) where TEpilogue : struct, IEpilogue;

    /// <summary>dx = r·(dy − x·r²·mean_j(x⊙dy)).</summary>
    public void RmsNormAdjoint(View x, View dy, View dx) => RmsNormAdjoint<Store>(x, dy, new() { Out0 = dx });

    /// <summary>sum[0,j] = Σ_i x[i,j].</summary>
    public abstract void SumRows(View x, View sum);

    /// <summary>
    /// y = x + s·n with n standard normal from Philox at (seed, epoch, sample, layer, element). s is
    /// <paramref name="sigma"/> times the standard deviation (Bessel-corrected, as torch.std) of all of x for Relative, of each row for Token, and alone for Absolute.
    /// </summary>
    /// <param name="samples">int32 [1, batch]: each sample's index in the data set; x has a whole number of rows a sample.</param>
    public abstract void Noise(View x, View y, NoiseKind kind, float sigma, in NoiseKey key, View samples);

    /// <summary>loss[0,0] = mean_i(log Σ_c exp(logits[i,c]) − logits[i,target[i]]), and its gradient where dLogits is given.</summary>
    /// <param name="targets">int32, [rows, 1]; a target outside 0…classes−1 gives a NaN loss.</param>
    public abstract void CrossEntropy(View logits, View targets, View loss, View dLogits);

    /// <summary>loss[0,0] = mean over all elements of (output − target)², and its gradient where dOutput is given.</summary>
    public abstract void SquaredError(View output, View targets, View loss, View dOutput);

    /// <summary>One AdamW step over whole blocks, each [1, n].</summary>
    public abstract void AdamW(View parameters, View gradients, View firstMoment, View secondMoment, in AdamWScalars scalars);

    /// <summary>y = x, of one shape; either may be strided, neither transposed.</summary>
    public abstract void Copy(View x, View y);

    /// <summary>b rearranged as <see cref="Product"/> and, if <paramref name="dual"/>, <see cref="DualProduct"/> reads it; null where the device gains nothing.</summary>
    public abstract PackedMatrix? Pack(View b, bool dual);

    /// <summary>Waits until everything asked for is done.</summary>
    public abstract void Synchronize();

    public abstract void Dispose();
}
