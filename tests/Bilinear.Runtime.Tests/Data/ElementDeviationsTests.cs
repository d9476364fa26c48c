using Bilinear.Data;

namespace Bilinear.Runtime.Tests.Data;

public sealed class ElementDeviationsTests
{
    [Fact]
    public void Deviations_AreThoseOfTwoPasses_AndAConstantIsExactlyZero()
    {
        var random = new Random(3);
        var inputs = new float[200 * 3];
        for (var sample = 0; sample < 200; sample++)
            (inputs[3 * sample], inputs[(3 * sample) + 1], inputs[(3 * sample) + 2]) = (random.NextSingle(), 0.1f, 65536 + (random.NextSingle() / 8));

        var deviations = ElementDeviations.Of(DataSet.Labelled("three", [3], inputs, new int[200], 2));

        Assert.Equal(0, deviations[1]);
        foreach (var element in new[] { 0, 2 })
        {
            double[] column = [.. Enumerable.Range(0, 200).Select(sample => (double)inputs[(3 * sample) + element])];
            var mean = column.Average();
            Assert.Equal(Math.Sqrt(column.Average(value => (value - mean) * (value - mean))), deviations[element], 1e-12);
        }
    }

    [Fact]
    public void WhatIsConstant_HardlyVaries_AlsoWhereNothingVaries()
    {
        Assert.Equal([true, false, true, false, false], ElementDeviations.HardlyVary([0, 0.06, 0.04, 1, 1]));
        Assert.Equal([true, true], ElementDeviations.HardlyVary([0, 0]));
    }
}
