namespace Bilinear.Runtime.Tests.Kernels;

public abstract partial class KernelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 13, 5)]
    [InlineData(65, 31, 33)]
    [InlineData(300, 127, 3)]
    [InlineData(40, 600, 130)]
    public void Embed_AndItsAdjoint(int rows, int columns, int vocabulary)
    {
        // The last token of the vocabulary occurs, the first often, and some never.
        var tokens = Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? 0 : (i * i + vocabulary - 1) % vocabulary).ToArray();
        var (table, dy) = (Matrix.Random(vocabulary, columns, 1), Matrix.Random(rows, columns, 2));
        var (y, dTable) = (Room(rows, columns, gap: 2), Room(vocabulary, columns, gap: 1));
        Device.Embed(Put(tokens, column: true), Put(table, gap: 3), y);
        Device.EmbedAdjoint(Put(tokens, column: true), Put(dy, gap: 1), dTable);
        Assert.Equal(ReferenceKernels.Embed(tokens, table).Values, Get(y).Values);
        var sums = ReferenceKernels.EmbedAdjoint(tokens, dy, vocabulary);
        AssertClose(sums, Get(dTable));
        Device.EmbedAdjoint(Put(tokens, column: true), Put(dy, gap: 1), dTable, adds: true);
        AssertClose(Matrix.From(vocabulary, columns, (i, j) => 2 * sums[i, j]), Get(dTable));
    }

    [Fact]
    public void Embed_OfATokenOutsideTheVocabulary_IsNotANumber_AndItsAdjointLeavesItOut()
    {
        int[] tokens = [0, 9, -1, 8, int.MaxValue, int.MinValue, 8];
        var (table, dy) = (Matrix.Random(9, 33, 1), Matrix.Random(7, 33, 2));
        dy[1, 0] = float.NaN;
        var (y, dTable) = (Room(7, 33), Room(9, 33));
        Device.Embed(Put(tokens, column: true), Put(table), y);
        Device.EmbedAdjoint(Put(tokens, column: true), Put(dy), dTable);
        Assert.Equal(ReferenceKernels.Embed(tokens, table).Values, Get(y).Values);
        AssertClose(ReferenceKernels.EmbedAdjoint(tokens, dy, 9), Get(dTable));
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(7, 3, 6)]
    [InlineData(33, 2, 62)]
    [InlineData(65, 4, 32)]
    [InlineData(300, 1, 130)]
    public void Rotate_AndBack(int rows, int heads, int size)
    {
        var x = Matrix.Random(rows, heads * size, 1);
        var positions = Enumerable.Range(0, rows).Select(i => i * 5 % 64).ToArray();
        var (onDevice, at, y) = (Put(x, gap: 1), Put(positions, column: true), Room(rows, heads * size, gap: 3));
        Device.Rotate(onDevice, at, y, heads, 1e4, false);
        AssertClose(ReferenceKernels.Rotate(x, positions, heads, 1e4, false), Get(y));
        Device.Rotate(onDevice, at, onDevice, heads, 500, true);
        AssertClose(ReferenceKernels.Rotate(x, positions, heads, 500, true), Get(onDevice));
    }

    [Fact]
    public void Rotate_OfFarPositions_LosesNoDigits()
    {
        int[] positions = [100_000, 99_999, 1 << 24, int.MaxValue, -3];
        var x = Matrix.Random(5, 64, 1);
        var y = Room(5, 64);
        Device.Rotate(Put(x), Put(positions, column: true), y, 1, 1e4, false);
        var (expected, actual) = (ReferenceKernels.Rotate(x, positions, 1, 1e4, false), Get(y));
        Assert.InRange(expected.Values.Zip(actual.Values, (e, a) => Math.Abs(e - a)).Max(), 0, 1e-6f);
    }

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void Rotate_CarriesWhatIsNotFinite_InItsPair(float value)
    {
        var y = Room(5, 37 - 1);
        var x = Matrix.Random(5, 36, 1);
        int[] positions = [1, 2, 3, 4, 5];
        var expected = ReferenceKernels.Rotate(x, positions, 2, 1e4, false);
        x[2, 17] = value;
        Device.Rotate(Put(x), Put(positions, column: true), y, 2, 1e4, false);
        var actual = Get(y);
        Assert.False(float.IsFinite(actual[2, 8]) || float.IsFinite(actual[2, 17]));
        (actual[2, 8], actual[2, 17]) = (expected[2, 8], expected[2, 17]);
        AssertClose(expected, actual);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 13, 31)]
    [InlineData(33, 65, 127)]
    [InlineData(300, 31, 65)]
    [InlineData(301, 3, 7_001)] // more logits than one chunk has
    public void LinearCrossEntropy_AndItsGradients(int rows, int depth, int classes)
    {
        var (x, weight, bias) = (Matrix.Random(rows, depth, 1), Matrix.Random(classes, depth, 2), Matrix.Random(1, classes, 3));
        var targets = Enumerable.Range(0, rows).Select(i => i % 5 == 3 ? -1 : i * 7 % classes).ToArray();
        var expected = ReferenceKernels.LinearCrossEntropy(x, weight, bias, targets);
        var (loss, dx, dWeight, dBias) = (Room(1, 1, gap: 1), Room(rows, depth, gap: 2), Room(classes, depth, gap: 3), Room(1, classes, gap: 1));
        Device.LinearCrossEntropy(Put(x, gap: 1), Put(weight, gap: 2), Put(bias), Put(targets, column: true), loss, dx, dWeight, dBias);
        AssertClose(Matrix.From(1, 1, (_, _) => expected.Loss), Get(loss));
        AssertClose(expected.Dx, Get(dx));
        AssertClose(expected.DWeight, Get(dWeight));
        AssertClose(expected.DBias, Get(dBias));
    }

    [Fact]
    public void LinearCrossEntropy_WithoutBias_ComputesTheGradientsThatAreAskedFor()
    {
        var (x, weight) = (Matrix.Random(65, 33, 1), Matrix.Random(70, 33, 2));
        var targets = Enumerable.Range(0, 65).ToArray();
        var expected = ReferenceKernels.LinearCrossEntropy(x, weight, null, targets);
        var (onDevice, weights, labels) = (Put(x), Put(weight), Put(targets, column: true));
        var (loss, dx, dWeight) = (Room(1, 1), Room(65, 33), Room(70, 33));
        Device.LinearCrossEntropy(onDevice, weights, default, labels, loss, default, default, default);
        AssertClose(Matrix.From(1, 1, (_, _) => expected.Loss), Get(loss));
        Device.LinearCrossEntropy(onDevice, weights, default, labels, loss, dx, default, default);
        AssertClose(expected.Dx, Get(dx));
        Device.LinearCrossEntropy(onDevice, weights, default, labels, loss, default, dWeight, default);
        AssertClose(expected.DWeight, Get(dWeight));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public void LinearCrossEntropy_WithoutAnyTarget_IsZero(int rows)
    {
        var (loss, dx, dWeight, dBias) = (Room(1, 1), Room(rows, 33), Room(70, 33, gap: 1), Room(1, 70));
        var targets = Enumerable.Repeat(-1, rows).ToArray();
        Device.LinearCrossEntropy(Put(Matrix.Random(rows, 33, 1)), Put(Matrix.Random(70, 33, 2)), default, Put(targets, column: true), loss, dx, dWeight, dBias);
        Assert.Equal(0, Get(loss)[0, 0]);
        Assert.All([.. Get(dx).Values, .. Get(dWeight).Values, .. Get(dBias).Values], gradient => Assert.Equal(0, gradient));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(70)]
    public void LinearCrossEntropy_OfATargetThatIsNoClass_IsNotANumber(int target)
    {
        var loss = Room(1, 1);
        Device.LinearCrossEntropy(Put(Matrix.Random(3, 33, 1)), Put(Matrix.Random(70, 33, 2)), default, Put([1, target, 2], column: true), loss, default, default, default);
        Assert.Equal(float.NaN, Get(loss)[0, 0]);
    }

    [Fact]
    public void LinearCrossEntropy_OfARowThatIsNotANumber_IsNotANumber_AndOtherRowsKeepTheirGradients()
    {
        int[] targets = [1, 2, 3, -1, 4];
        var (x, weight) = (Matrix.Random(5, 33, 1), Matrix.Random(70, 33, 2));
        var expected = ReferenceKernels.LinearCrossEntropy(x, weight, null, targets).Dx;
        x[2, 32] = float.NaN;
        expected.Values.AsSpan(2 * 33, 33).Fill(float.NaN);
        var (loss, dx) = (Room(1, 1), Room(5, 33));
        Device.LinearCrossEntropy(Put(x), Put(weight), default, Put(targets, column: true), loss, dx, default, default);
        Assert.Equal(float.NaN, Get(loss)[0, 0]);
        AssertClose(expected, Get(dx));
    }
}
