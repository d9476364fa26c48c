using Bilinear.Devices;
using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Training;

/// <summary>What training keeps of a model on its device: four blocks of one layout, and the losses of the last run.</summary>
internal sealed class ParameterBlocks(ModelDescription model, Device device) : IDisposable
{
    private int _training;

    public DeviceMemory Parameters { get; } = device.Allocate(model.ParameterCount);

    public DeviceMemory Gradients { get; } = device.Allocate(model.ParameterCount);

    public DeviceMemory FirstMoment { get; } = device.Allocate(model.ParameterCount);

    public DeviceMemory SecondMoment { get; } = device.Allocate(model.ParameterCount);

    /// <summary>One a step.</summary>
    public DeviceMemory Losses { get; private set; } = device.Allocate(1);

    /// <summary>Takes the blocks for one run, until what it returns is disposed.</summary>
    /// <exception cref="InvalidOperationException">Another run has them.</exception>
    public IDisposable BeginTraining(long steps)
    {
        if (Interlocked.CompareExchange(ref _training, 1, 0) != 0)
            throw new InvalidOperationException($"This {model.Name} is in training already: finish or leave that loop first, or train another model.");
        Losses.Dispose();
        Losses = device.Allocate(steps);
        return new Run(this);
    }

    public void ClearMoments()
    {
        FirstMoment.Clear();
        SecondMoment.Clear();
    }

    /// <summary>One optimizer step over all parameters.</summary>
    public void Update(in AdamWScalars scalars) => device.AdamW(Whole(Parameters), Whole(Gradients), Whole(FirstMoment), Whole(SecondMoment), scalars);

    public void Dispose()
    {
        Parameters.Dispose();
        Gradients.Dispose();
        FirstMoment.Dispose();
        SecondMoment.Dispose();
        Losses.Dispose();
    }

    private static View Whole(DeviceMemory block) => new(block, 0, 1, checked((int)block.Length));

    private sealed class Run(ParameterBlocks blocks) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref blocks._training, 0);
    }
}
