using Bilinear.Devices;

namespace Bilinear.Training;

/// <summary>A step that has been taken.</summary>
public readonly record struct TrainingStep
{
    private readonly DeviceMemory _losses;
    private readonly Throughput _throughput;

    internal TrainingStep(DeviceMemory losses, Throughput throughput) => (_losses, _throughput) = (losses, throughput);

    /// <summary>From 1.</summary>
    public long Step { get; internal init; }

    public long TotalSteps { get; internal init; }

    /// <summary>From 1.</summary>
    public long Epoch { get; internal init; }

    public long TotalEpochs { get; internal init; }

    /// <summary>It is the last of its epoch, or of all.</summary>
    public bool EndsEpoch { get; internal init; }

    /// <summary>What the optimizer multiplied its step by.</summary>
    public double LearningRate { get; internal init; }

    /// <summary>Over the last one to two seconds of training; what is done between steps, such as an evaluation, does not count.</summary>
    public double SamplesPerSecond { get; internal init; }

    /// <summary>
    /// The batch's mean loss, before the step changed the parameters. Reading it waits for the device, so a GPU is kept
    /// busiest by reading it now and then. It can be read until the model is trained again.
    /// </summary>
    public float Loss
    {
        get
        {
            Span<float> loss = stackalloc float[1];
            _throughput.Begin();
            _losses.Read(loss, Step - 1);
            _throughput.End(0);
            return loss[0];
        }
    }
}
