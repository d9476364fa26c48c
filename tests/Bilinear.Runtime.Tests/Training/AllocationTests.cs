using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Training;

namespace Bilinear.Runtime.Tests.Training;

/// <summary>Counts what every thread of the process allocates, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    [Fact]
    public void AStepAfterTheFirst_AllocatesNothingOnAnyThread()
    {
        using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = 3 });
        using var model = new Quadratic(device);
        var loss = 0f;
        using var steps = model.Train(DataSet.Digits().Train, new TrainOptions { Epochs = 60 }).GetEnumerator();
        // The first epoch, and the first steps of the second, which shuffles: the JIT allocates too, on its own account.
        for (var step = 0; step < 15; step++)
            Next();

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var step = 0; step < 500; step++)
            Next();
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.InRange(loss, 0, 3);
        // The measurement itself, and the runtime's own threads, take some; a step that allocated the smallest object would have taken 12,000.
        Assert.InRange(allocated, 0, 8000);

        void Next()
        {
            Assert.True(steps.MoveNext());
            loss = steps.Current.ReadLoss();
        }
    }
}
