using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Training;
using Bilinear.Training.Loop;

namespace Bilinear.Runtime.Tests.Training;

public sealed class DataCheckTests
{
    [Theory]
    [InlineData(new long[] { 2, 2, 3 }, new[] { 2, 2, 3 }, true)]
    [InlineData(new long[] { 3, 2, 2 }, new[] { 2, 2, 3 }, false)]
    [InlineData(new long[] { 2, 3, 2 }, new[] { 2, 2, 3 }, false)]
    [InlineData(new long[] { 4, 3 }, new[] { 2, 2, 3 }, false)]
    [InlineData(new long[] { 12 }, new[] { 2, 2, 3 }, true)]
    [InlineData(new long[] { 2, 2, 3 }, new[] { 12 }, true)]
    [InlineData(new long[] { 1, 28, 28 }, new[] { 28, 28 }, true)]
    [InlineData(new long[] { 28, 28 }, new[] { 1, 28, 28 }, true)]
    [InlineData(new long[] { 28, 27 }, new[] { 28, 28 }, false)]
    [InlineData(new long[] { 13 }, new[] { 12 }, false)]
    [InlineData(new long[] { 1 }, new int[0], true)]
    [InlineData(new long[0], new[] { 1, 1 }, true)]
    [InlineData(new long[0], new[] { 2 }, false)]
    public void AxesInAnotherOrder_DoNotFit_AndFlatOnesDo(long[] found, int[] wanted, bool fits) => Assert.Equal(fits, DataCheck.HaveSameOrder(found, wanted));

    [Fact]
    public void DataOfOtherAxes_AreRefused_ForTrainingAndEvaluation()
    {
        using var device = Device.Open(DeviceKind.Cpu);
        using var model = new Quadratic(device);
        var data = DataSet.Labelled("strips", [4, 16], new float[128 * 64], new int[128], 10);

        var trained = Assert.Throws<ArgumentException>(() => model.Train(data).Count());
        var evaluated = Assert.Throws<ArgumentException>(() => model.Evaluate(data));

        Assert.Contains("strips does not fit Quadratic: a sample is [4, 16], and image is [8, 8].", trained.Message);
        Assert.Equal(trained.Message, evaluated.Message);
    }
}
