namespace Bilinear.Runtime.Tests.Kernels;

public abstract partial class KernelTests
{
    [Theory]
    [MemberData(nameof(Shapes))]
    public void CrossEntropy_AndItsGradient(int rows, int classes)
    {
        var random = Matrix.Random(rows, classes, 1);
        var logits = Matrix.From(rows, classes, (i, j) => 5 * random[i, j]);
        var targets = Enumerable.Range(0, rows).Select(i => i * 7 % classes).ToArray();
        var (loss, gradient) = ReferenceKernels.CrossEntropy(logits, targets);
        var (lossOnDevice, dLogits) = (Room(1, 1, gap: 2), Room(rows, classes, gap: 3));
        Device.CrossEntropy(Put(logits, gap: 1), Put(targets, column: true), lossOnDevice, dLogits);
        AssertClose(Matrix.From(1, 1, (_, _) => loss), Get(lossOnDevice));
        AssertClose(gradient, Get(dLogits));
    }

    [Fact]
    public void CrossEntropy_WithoutGradient()
    {
        var logits = Matrix.Random(70, 10, 1);
        var targets = Enumerable.Range(0, 70).Select(i => i % 10).ToArray();
        var loss = Room(1, 1);
        Device.CrossEntropy(Put(logits), Put(targets, column: true), loss, default);
        AssertClose(Matrix.From(1, 1, (_, _) => ReferenceKernels.CrossEntropy(logits, targets).Loss), Get(loss));
    }

    [Fact]
    public void CrossEntropy_OfHugeLogits_DoesNotOverflow()
    {
        var logits = Matrix.From(4, 9, (i, j) => (j == i ? 1e4 : -1e4) * (i + 1));
        int[] targets = [0, 1, 2, 3];
        var (loss, dLogits) = (Room(1, 1), Room(4, 9));
        Device.CrossEntropy(Put(logits), Put(targets, column: true), loss, dLogits);
        AssertClose(new Matrix(1, 1), Get(loss));
        AssertClose(new Matrix(4, 9), Get(dLogits));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void CrossEntropy_OfATargetThatIsNoClass_IsNotANumber(int target)
    {
        var loss = Room(1, 1);
        Device.CrossEntropy(Put(Matrix.Random(3, 10, 1)), Put([0, target, 2], column: true), loss, Room(3, 10));
        Assert.Equal(float.NaN, Get(loss)[0, 0]);
    }

    [Fact]
    public void CrossEntropy_CountsNoRowWithoutTarget()
    {
        var logits = Matrix.Random(70, 33, 1);
        var targets = Enumerable.Range(0, 70).Select(i => i % 3 == 1 ? -1 : i % 33).ToArray();
        var (expected, gradient) = ReferenceKernels.CrossEntropy(logits, targets);
        // What stands in a row that counts nowhere reaches nothing.
        logits[1, 5] = float.NaN;
        var (loss, dLogits, lossAlone) = (Room(1, 1), Room(70, 33, gap: 1), Room(1, 1));
        Device.CrossEntropy(Put(logits, gap: 2), Put(targets, column: true), loss, dLogits);
        Device.CrossEntropy(Put(logits), Put(targets, column: true), lossAlone, default);
        AssertClose(Matrix.From(1, 1, (_, _) => expected), Get(loss));
        AssertClose(gradient, Get(dLogits));
        Assert.Equal(Get(loss).Values, Get(lossAlone).Values);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public void CrossEntropy_WithoutAnyTarget_IsZero(int rows)
    {
        var (loss, dLogits) = (Room(1, 1), Room(rows, 33));
        Device.CrossEntropy(Put(Matrix.Random(rows, 33, 1)), Put(Enumerable.Repeat(-1, rows).ToArray(), column: true), loss, dLogits);
        Assert.Equal(0, Get(loss)[0, 0]);
        Assert.Equal(new float[rows * 33], Get(dLogits).Values);
    }

    [Fact]
    public void CrossEntropy_OfALogitThatIsNotANumber_IsNotANumber()
    {
        var logits = Matrix.Random(3, 40, 1);
        logits[1, 37] = float.NaN;
        var loss = Room(1, 1);
        Device.CrossEntropy(Put(logits), Put([0, 1, 2], column: true), loss, default);
        Assert.Equal(float.NaN, Get(loss)[0, 0]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SquaredError_AndItsGradient(int rows, int columns)
    {
        var (output, target) = (Matrix.Random(rows, columns, 1), Matrix.Random(rows, columns, 2));
        var (loss, gradient) = ReferenceKernels.SquaredError(output, target);
        var (lossOnDevice, dOutput) = (Room(1, 1), Room(rows, columns, gap: 3));
        Device.SquaredError(Put(output, gap: 1), Put(target, gap: 2), lossOnDevice, dOutput);
        AssertClose(Matrix.From(1, 1, (_, _) => loss), Get(lossOnDevice));
        AssertClose(gradient, Get(dOutput));
        Device.SquaredError(Put(output), Put(target), lossOnDevice, default);
        AssertClose(Matrix.From(1, 1, (_, _) => loss), Get(lossOnDevice));
    }
}
