using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Training;

/// <summary>Holds what training keeps of a model on its device: four blocks of one layout, and the losses of the last run.</summary>
internal sealed class ParameterBlocks : IDisposable
{
    /// <summary>The most steps whose losses are kept, since a run may have more steps than there is memory for losses.</summary>
    private const long MostLosses = 1 << 16;

    /// <summary>The share by which a running scale moves towards that of a batch, once ten steps have made it a plain average.</summary>
    private const float LeastTake = 0.1f;

    private readonly ModelDescription _model;
    private readonly Device _device;
    private readonly MemoryGroup _memory;
    private int _training;

    /// <exception cref="DeviceException">The blocks do not fit into the device.</exception>
    public ParameterBlocks(ModelDescription model, Device device)
    {
        (_model, _device, _memory) = (model, device, new MemoryGroup(device));
        Parameters = _memory.Allocate(model.ParameterCount);
        Gradients = _memory.Allocate(model.ParameterCount);
        FirstMoment = _memory.Allocate(model.ParameterCount);
        SecondMoment = _memory.Allocate(model.ParameterCount);
        Losses = _memory.Allocate(model.Outputs.Count);
    }

    public DeviceMemory Parameters { get; }

    public DeviceMemory Gradients { get; }

    public DeviceMemory FirstMoment { get; }

    public DeviceMemory SecondMoment { get; }

    /// <summary>The losses of the latest steps of the run, [steps, outputs]. Those of step t are in row t mod <see cref="StepsKept"/>.</summary>
    public DeviceMemory Losses { get; private set; }

    /// <summary>Gives the place of the losses of a step, counted from 0: [1, outputs].</summary>
    public View LossesOf(long step) => new(Losses, step % StepsKept * _model.Outputs.Count, 1, _model.Outputs.Count);

    /// <summary>The number of latest steps whose losses are kept.</summary>
    public long StepsKept => Losses.Length / _model.Outputs.Count;

    /// <summary>Reserves the blocks for one run, until the result is disposed.</summary>
    /// <exception cref="InvalidOperationException">Another run has the blocks.</exception>
    /// <exception cref="DeviceException">The device has no memory for the losses; the blocks stay free for another run.</exception>
    public IDisposable BeginTraining(long steps)
    {
        if (Interlocked.CompareExchange(ref _training, 1, 0) != 0)
            throw new InvalidOperationException($"This {_model.Name} is in training already: finish or leave that loop first, or train another model.");
        var run = new Run(this);
        try
        {
            var losses = _device.Allocate(Math.Min(steps, MostLosses) * _model.Outputs.Count);
            Losses.Dispose();
            Losses = losses;
            return run;
        }
        catch (DeviceException)
        {
            run.Dispose();
            throw;
        }
    }

    public void ClearMoments()
    {
        FirstMoment.Clear();
        SecondMoment.Clear();
    }

    /// <summary>Takes one optimizer step over all parameters: at once, or in runs between factors, which do not decay, scales, which are measured, and the others.</summary>
    /// <param name="step">The number of the step, counted from 1.</param>
    public void Update(in AdamWScalars scalars, long step)
    {
        var offsets = _model.Offsets;
        for (int first = 0, next; first < _model.Parameters.Count; first = next)
        {
            var (isFactor, measured) = (_model.Parameters[first].IsFactor, _model.Parameters[first].Measured);
            for (next = first + 1; measured is null && next < _model.Parameters.Count && _model.Parameters[next].IsFactor == isFactor && _model.Parameters[next].Measured is null;)
                next++;
            var (start, count) = (offsets[first], checked((int)(offsets[next] - offsets[first])));
            var (values, gradients) = (new View(Parameters, start, 1, count), new View(Gradients, start, 1, count));
            if (measured is not null)
                _device.MeasureScale(values, gradients, Math.Max(LeastTake, 1f / step));
            else
                _device.AdamW(values, gradients, new(FirstMoment, start, 1, count), new(SecondMoment, start, 1, count), isFactor ? scalars with { Decay = 1 } : scalars);
        }
    }

    public void Dispose()
    {
        _memory.Dispose();
        Losses.Dispose();
    }

    private sealed class Run(ParameterBlocks blocks) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref blocks._training, 0);
    }
}
