using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Tensors;

public sealed class FiniteTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(7), InlineData(64), InlineData(4095), InlineData(4096), InlineData(10_001)]
    public void FiniteNumbers_HaveNone(int length)
    {
        var values = new float[length];
        for (var index = 0; index < length; index++)
            values[index] = (index % 3) switch { 0 => float.MaxValue, 1 => float.MinValue, _ => float.Epsilon };

        Assert.Equal(-1, Finite.FirstNot<float>(values));
        Assert.Equal(-1, Finite.FirstNot<double>(Array.ConvertAll(values, value => value * 1e200)));
    }

    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity)]
    public void TheFirst_IsFound_WhereverItIs(float wrong)
    {
        foreach (var length in new[] { 1, 7, 64, 65, 4096, 9000 })
        {
            foreach (var place in new[] { 0, length / 2, length - 1 })
            {
                var values = new float[length];
                values[place] = values[^1] = wrong;
                Assert.Equal(place, Finite.FirstNot<float>(values));
                Assert.Equal(place, Finite.FirstNot<double>(Array.ConvertAll(values, value => (double)value)));
            }
        }
    }

    [Fact]
    public void Places_AreThoseOfTheShape()
    {
        var values = new float[24];
        values[17] = float.NegativeInfinity;

        Assert.Equal("-Infinity at [1, 1, 1]", Finite.Find(values, [2, 3, 4]));
        Assert.Equal("-Infinity at [1, 1] of sample 11", Finite.FindInSamples(values, [3, 4], firstSample: 10));
        Assert.Equal("NaN", Finite.Find([float.NaN], []));
        Assert.Equal("NaN of sample 1", Finite.FindInSamples([1, float.NaN], []));
        Assert.Null(Finite.Find([1], [1]));
        Assert.Null(Finite.FindInSamples([], [3]));
    }
}
