using Bilinear.Devices;

namespace Bilinear.Runtime.Tests.Training;

public sealed class ScarceMemoryTests
{
    [Fact]
    public void AModelThatDoesNotFit_LeavesNothingBehind()
    {
        using var plenty = new ScarceDevice(long.MaxValue);
        using (new Quadratic(plenty, batch: 64))
            Assert.NotEqual(0, plenty.Taken);
        Assert.Equal(0, plenty.Taken);

        // Whichever of its blocks it is that no longer fits.
        for (var cells = 0L; cells < 60_000; cells += 1_000)
        {
            using var scarce = new ScarceDevice(cells);
            Assert.Throws<DeviceException>(() => new Quadratic(scarce, batch: 4096));
            Assert.Equal(0, scarce.Taken);
        }
    }
}
