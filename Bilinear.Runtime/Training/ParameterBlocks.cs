using Bilinear.Devices;

namespace Bilinear.Training;

/// <summary>What training keeps of a model on its device: four blocks of one layout.</summary>
internal sealed class ParameterBlocks(ModelDescription model, Device device) : IDisposable
{
    public DeviceMemory Parameters { get; } = device.Allocate(model.ParameterCount);

    public DeviceMemory Gradients { get; } = device.Allocate(model.ParameterCount);

    public DeviceMemory FirstMoment { get; } = device.Allocate(model.ParameterCount);

    public DeviceMemory SecondMoment { get; } = device.Allocate(model.ParameterCount);

    public void Dispose()
    {
        Parameters.Dispose();
        Gradients.Dispose();
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
