using Bilinear.Devices;
using ILGPU;
using ILGPU.Runtime;

namespace Bilinear.Kernels.Gpu;

/// <summary>
/// Holds the stream of an accelerator, the kernels compiled for it, each once, frequencies of rotary positions, and memory for partial results. It is used by one
/// thread at a time; its work runs in the order in which it is given.
/// </summary>
internal sealed class GpuQueue(Accelerator accelerator) : IDisposable
{
    private const int SmallestScratch = 4096;

    private readonly Dictionary<Type, Delegate> _kernels = [];
    private readonly Dictionary<(int Pairs, double Base), MemoryBuffer1D<ulong, Stride1D.Dense>> _frequencies = [];
    private MemoryBuffer1D<float, Stride1D.Dense>? _scratch;

    public AcceleratorStream Stream => accelerator.DefaultStream;

    /// <summary>Gives the launcher of a kernel, which its type names. The first call compiles it.</summary>
    /// <exception cref="DeviceException">The driver refuses the kernel.</exception>
    public TLaunch Load<TLaunch>(Type kernel, Func<Accelerator, TLaunch> compile) where TLaunch : Delegate
    {
        if (_kernels.TryGetValue(kernel, out var known))
            return (TLaunch)known;
        try
        {
            var launch = compile(accelerator);
            _kernels.Add(kernel, launch);
            return launch;
        }
        catch (Exception e) when (e is InternalCompilerException or AcceleratorException)
        {
            throw new DeviceException($"{accelerator.Name} cannot compile {kernel.Name}: {e.GetBaseException().Message} Update its driver, or use the CPU.", e);
        }
    }

    /// <summary>Gives memory for the partial results of one call, with undefined contents.</summary>
    public ArrayView<T> Scratch<T>(int count) where T : unmanaged
    {
        var cells = checked(count * (Interop.SizeOf<T>() / sizeof(float)));
        if (_scratch is null || _scratch.Length < cells)
        {
            // Forgotten first: if the driver has no more memory, the next call must not find a buffer that is freed.
            _scratch?.Dispose();
            _scratch = null;
            _scratch = accelerator.Allocate1D<float>(Math.Max(cells, SmallestScratch));
        }
        return _scratch.View.SubView(0, cells).AsContiguous().Cast<T>();
    }

    /// <summary>Gives the frequencies of rotary positions, which are computed by the host once for a model's heads; see <see cref="Turns"/>.</summary>
    public ArrayView<ulong> Frequencies(int pairs, double @base)
    {
        if (!_frequencies.TryGetValue((pairs, @base), out var known))
        {
            var frequencies = new ulong[pairs];
            Turns.Frequencies(frequencies, @base);
            known = accelerator.Allocate1D(frequencies);
            _frequencies.Add((pairs, @base), known);
        }
        return known.View.AsContiguous();
    }

    public void Dispose()
    {
        _scratch?.Dispose();
        foreach (var frequencies in _frequencies.Values)
            frequencies.Dispose();
    }
}
