using Bilinear.Data;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Data;

public sealed class DataSetTests
{
    [Fact]
    public void Digits_AreSplitByTheirIndex()
    {
        var (train, test) = DataSet.Digits();
        Assert.Equal((1437, 360), (train.Count, test.Count));
        Assert.Equal([8, 8], train.SampleShape);
        Assert.Equal((10, 10), (train.Classes, test.Classes));

        // The first two lines of the file: a zero, which is a test sample, and a one.
        Assert.Equal((0, 1), (test.Labels[0], train.Labels[0]));
        var first = new float[64];
        test.CopyInputs(0, first);
        Assert.Equal([0f, 0f, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0f, 0f], first[..8]);
        train.CopyInputs(0, first);
        Assert.Equal([0f, 0f, 0f, 12 / 16f, 13 / 16f, 5 / 16f, 0f, 0f], first[..8]);
    }

    [Fact]
    public void Digits_HaveAsManyOfEachClassAsTheSource()
    {
        var (train, test) = DataSet.Digits();
        int[] counts = new int[10];
        foreach (var label in train.Labels)
            counts[label]++;
        foreach (var label in test.Labels)
            counts[label]++;
        // scikit-learn's load_digits.
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], counts);
    }

    [Fact]
    public void Bytes_BecomeFloatsWhenAskedFor()
    {
        var data = DataSet.Labelled("pixels", [2], new byte[] { 0, 255, 51, 1 }, divisor: 255, [1, 0], classes: 2);
        var inputs = new float[4];
        data.GatherInputs([1, 0], inputs);
        Assert.Equal([51 / 255f, 1 / 255f, 0f, 1f], inputs);
    }

    [Fact]
    public void Targets_AreGatheredWithTheirSamples()
    {
        var data = DataSet.Regression("pairs", [1], [1, 2, 3], [10, 11, 20, 21, 30, 31]);
        Assert.Equal((2, 0), (data.Targets[0].Length, data.Classes));
        var targets = new float[4];
        data.Targets[0].Gather([2, 0], targets);
        Assert.Equal([30f, 31f, 10f, 11f], targets);
    }

    [Fact]
    public void TheChecksum_ChangesWithEveryPart()
    {
        string[] sums =
        [
            Labels([1, 2, 3, 4], [0, 1], 2).Checksum,
            Labels([1, 2, 3, 5], [0, 1], 2).Checksum,
            Labels([1, 2, 3, 4], [1, 1], 2).Checksum,
            Labels([1, 2, 3, 4], [0, 1], 3).Checksum,
            DataSet.Labelled("a", [2], new byte[] { 1, 2, 3, 4 }, 1, [0, 1], 2).Checksum,
            DataSet.Labelled("a", [2], new byte[] { 1, 2, 3, 4 }, 2, [0, 1], 2).Checksum,
            DataSet.Labelled("a", [2, 1], [1, 2, 3, 4], [0, 1], 2).Checksum,
            DataSet.Regression("a", [2], [1, 2, 3, 4], [0, 1]).Checksum,
        ];
        Assert.Equal(sums.Length, sums.Distinct().Count());
        Assert.Equal(sums[0], Labels([1, 2, 3, 4], [0, 1], 2).Checksum);
    }

    [Fact]
    public void ALabelOutsideTheClasses_IsNamed()
    {
        Assert.Contains("The label 2 at 1 of a is not one of 2 classes, 0 … 1.", Assert.Throws<ArgumentException>(() => Labels([1, 2, 3, 4], [0, 2], 2)).Message);
        Assert.Contains("a: the labels begin at 1: they are 1 … 2, and the 2 classes of this data set are 0 … 1. Give it 3 classes", Assert.Throws<ArgumentException>(() => Labels([1, 2, 3, 4], [1, 2], 2)).Message);
        Assert.Contains("The label -1 at 0", Assert.Throws<ArgumentException>(() => Labels([1, 2, 3, 4], [-1, 0], 2)).Message);
    }

    [Fact]
    public void SizesThatDoNotFit_AreRefused()
    {
        Assert.Contains("5 are not a whole number of samples", Assert.Throws<ArgumentException>(() => Labels([1, 2, 3, 4, 5], [0], 2)).Message);
        Assert.Contains("2 samples of 2 and 3 targets", Assert.Throws<ArgumentException>(() => Labels([1, 2, 3, 4], [0, 0, 0], 2)).Message);
        Assert.Contains("at least one sample", Assert.Throws<ArgumentException>(() => Labels([], [], 2)).Message);
    }

    [Fact]
    public void SizesAndClassesBelowOne_AreRefused()
    {
        Assert.Contains("A sample of a cannot be [-8, -8]", Assert.Throws<ArgumentException>(() => DataSet.Labelled("a", [-8, -8], new float[64], [0], 2)).Message);
        Assert.Contains("a has 0 classes", Assert.Throws<ArgumentException>(() => Labels([1, 2], [5], 0)).Message);
    }

    [Theory, InlineData(float.NaN, "NaN"), InlineData(float.PositiveInfinity, "Infinity")]
    public void ANumberThatIsNotFinite_IsNamedWithSampleAndElement(float wrong, string name)
    {
        var input = Assert.Throws<NotFiniteException>(() => DataSet.Labelled("digits, train", [2, 2], [1, 2, 3, 4, 5, 6, wrong, 8], [0, 1], 2));
        var target = Assert.Throws<NotFiniteException>(() => DataSet.Regression("curve", [1], [1, 2, 3], [1, 2, 3, 4, 5, wrong]));
        var divisor = Assert.Throws<NotFiniteException>(() => DataSet.Labelled("a", [2], new byte[] { 1, 2 }, 0, [0], 2));

        Assert.StartsWith($"digits, train cannot be used: its inputs hold {name} at [1, 0] of sample 1.", input.Message);
        Assert.StartsWith($"curve cannot be used: its targets hold {name} at [1] of sample 2.", target.Message);
        Assert.Contains("byte / 0", divisor.Message);
    }

    [Theory, InlineData(1e-37f), InlineData(0f), InlineData(float.NaN), InlineData(float.PositiveInfinity)]
    public void ADivisorThatLeavesTheNumbers_IsRefused(float divisor)
    {
        var error = Assert.Throws<NotFiniteException>(() => DataSet.Labelled("a", [2], new byte[] { 1, 2 }, divisor, [0], 2));
        Assert.Contains($"bytes that stand for byte / {divisor}", error.Message);
    }

    [Fact]
    public void WithoutATargetForEachSample_ThereIsNoDataSet()
    {
        Assert.Equal("labels", Assert.Throws<ArgumentException>(() => Labels([1, 2, 3, 4], [], 2)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => DataSet.Regression("a", [2], [1, 2, 3, 4], [])).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => DataSet.Create("a", [2], [1f, 2f])).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => DataSet.Create("a", [2], [1f, 2f], [null!])).ParamName);
    }

    [Fact]
    public void AShapeLargerThanAnyArray_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => DataSet.Labelled("a", [70000, 70000], new float[4], [0], 2));
        Assert.Equal("sampleShape", error.ParamName);
        Assert.Contains("[70000, 70000], has more elements than an array can hold.", error.Message);
    }

    [Fact]
    public void SamplesOutsideTheDataSet_AreNamed()
    {
        var data = Labels([1, 2, 3, 4], [0, 1], 2);
        Assert.Equal("first", Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyInputs(1, new float[4])).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => data.CopyInputs(0, new float[3])).ParamName);
        Assert.Equal("samples", Assert.Throws<ArgumentOutOfRangeException>(() => data.GatherInputs([0, 2], new float[4])).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => data.GatherInputs([0, 1], new float[3])).ParamName);
    }

    [Fact]
    public void TheSameTargets_MayServeDataSetsOfDifferentSizes()
    {
        var target = DataTarget.Regression("y", [1, 2, 3, 4]);
        var (pairs, singles) = (DataSet.Create("a", [1], [1f, 2f], target), DataSet.Create("b", [1], [1f, 2f, 3f, 4f], target));
        Assert.Equal((0, 2, 1), (target.Length, pairs.Targets[0].Length, singles.Targets[0].Length));
    }

    private static DataSet Labels(float[] inputs, int[] labels, int classes) => DataSet.Labelled("a", [2], inputs, labels, classes);
}
