using Bilinear.Kernels;
using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Kernels;

public abstract partial class KernelTests
{
    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 1, 7 }, { 7, 13 }, { 13, 31 }, { 3, 33 }, { 65, 65 }, { 127, 127 }, { 300, 10 }, { 2, 5000 }, { 20, 2000 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Map_OfEveryOperand(int rows, int columns)
    {
        var inputs = Enumerable.Range(1, 4).Select(seed => Matrix.Random(rows, columns, seed)).ToArray();
        var operands = new Operands
        {
            In0 = Put(inputs[0]),
            In1 = Put(inputs[1], gap: 1),
            In2 = Put(inputs[2], gap: 2),
            In3 = Put(inputs[3], gap: 3),
            Out0 = Room(rows, columns, gap: 1),
            Out1 = Room(rows, columns),
            Out2 = Room(rows, columns, gap: 5),
        };
        Device.Map<FourToThree>(operands);
        var expected = ReferenceKernels.Apply<FourToThree>(null, null, inputs);
        AssertClose(expected[0], Get(operands.Out0));
        AssertClose(expected[1], Get(operands.Out1));
        AssertClose(expected[2], Get(operands.Out2));
    }

    [Fact]
    public void Map_InPlace()
    {
        var (x, y) = (Matrix.Random(33, 17, 1), Matrix.Random(33, 17, 2));
        var (left, right) = (Put(x, gap: 2), Put(y));
        Device.Map<Swap>(new() { In0 = left, In1 = right, Out0 = left, Out1 = right });
        AssertClose(y, Get(left));
        AssertClose(x, Get(right));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void RmsNorm_AndItsAdjoint(int rows, int columns)
    {
        var (x, dy, residual) = (Matrix.Random(rows, columns, 1), Matrix.Random(rows, columns, 2), Matrix.Random(rows, columns, 3));
        var (onDevice, y, dx) = (Put(x, gap: 3), Room(rows, columns, gap: 1), Room(rows, columns));
        Device.RmsNorm(onDevice, y);
        AssertClose(ReferenceKernels.RmsNorm(x), Get(y));
        Device.RmsNormAdjoint(onDevice, Put(dy, gap: 2), dx);
        AssertClose(ReferenceKernels.RmsNormAdjoint(x, dy), Get(dx), smallestScale: 1);

        var bias = Put(new Matrix(1, columns)).Broadcast(rows);
        Device.RmsNorm<BiasAndResidual>(onDevice, new() { In0 = bias, In1 = Put(residual), Out0 = y });
        AssertClose(ReferenceKernels.Apply<BiasAndResidual>(ReferenceKernels.RmsNorm(x), null, new Matrix(rows, columns), residual)[0], Get(y));
    }

    [Fact]
    public void RmsNorm_OfZeros_IsZero()
    {
        var y = Room(2, 40);
        Device.RmsNorm(Put(new Matrix(2, 40)), y);
        AssertClose(new Matrix(2, 40), Get(y));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SumRows_OfAStridedMatrix(int rows, int columns)
    {
        var x = Matrix.Random(rows, columns, 1);
        var sum = Room(1, columns, gap: 3);
        Device.SumRows(Put(x, gap: 4), sum);
        AssertClose(ReferenceKernels.SumRows(x), Get(sum));
    }

    [Fact]
    public void SumRows_OfManyRows_LosesNoDigits()
    {
        var x = Matrix.From(100_000, 3, (i, j) => 0.1 * (j + 1));
        var sum = Room(1, 3);
        Device.SumRows(Put(x), sum);
        AssertClose(ReferenceKernels.SumRows(x), Get(sum));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Copy_BetweenStrides(int rows, int columns)
    {
        var x = Matrix.Random(rows, columns, 1);
        var y = Room(rows, columns, gap: 2);
        Device.Copy(Put(x, gap: 3), y);
        Assert.Equal(x.Values, Get(y).Values);
    }

    [Fact]
    public void Copy_OfARepeatedRow()
    {
        var y = Room(5, 9);
        var x = Matrix.Random(1, 9, 1);
        Device.Copy(Put(x).Broadcast(5), y);
        AssertClose(Matrix.From(5, 9, (_, j) => x[0, j]), Get(y));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(40_000)]
    public void AdamW_IsPyTorchs_OverTenSteps(int length)
    {
        const double rate = 3e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decay = 0.5;
        var parameters = Matrix.Random(1, length, 1);
        var p = parameters.Values.Select(x => (double)x).ToArray();
        var (m, v) = (new double[length], new double[length]);
        var (onDevice, first, second) = (Put(parameters, gap: 1), Put(new Matrix(1, length)), Put(new Matrix(1, length)));
        for (var step = 1; step <= 10; step++)
        {
            var gradient = Matrix.Random(1, length, 100 + step);
            ReferenceKernels.AdamW(p, gradient.Values, m, v, rate, beta1, beta2, epsilon, decay, step);
            Device.AdamW(onDevice, Put(gradient), first, second, AdamWScalars.At(step, rate, beta1, beta2, epsilon, decay));
        }
        AssertClose(Matrix.From(1, length, (_, j) => p[j]), Get(onDevice));
        AssertClose(Matrix.From(1, length, (_, j) => m[j]), Get(first));
        AssertClose(Matrix.From(1, length, (_, j) => v[j]), Get(second));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(37, true)]
    [InlineData(37, false)]
    [InlineData(1000, false)]
    public void TheScaleOfABatch_AndItsAdjoint(int length, bool perChannel)
    {
        const int rows = 9;
        const double epsilon = 1e-2;
        var (squares, dScale) = (Matrix.From(1, length, (_, j) => 1 + (j * 5 % 7)), Matrix.Random(1, length, 2));
        var (scale, dSquares) = (Room(1, length, gap: 1), Room(1, length));
        Device.BatchScale(Put(squares, gap: 2), scale, rows, (float)epsilon, perChannel);
        Device.BatchScaleAdjoint(scale, Put(dScale), dSquares, rows, perChannel);

        double Of(Matrix values, int j) => perChannel ? values[0, j] : values.Values.Average(value => (double)value);
        double Scale(int j) => 1 / Math.Sqrt((Of(squares, j) / rows) + epsilon);
        AssertClose(Matrix.From(1, length, (_, j) => Scale(j)), Get(scale));
        AssertClose(Matrix.From(1, length, (_, j) => -0.5 * Math.Pow(Scale(j), 3) * Of(dScale, j) / rows), Get(dSquares));
        if (!perChannel)
            Assert.Single(Get(scale).Values.Distinct());
    }

    [Fact]
    public void ARunningScale_MovesInItsSquare()
    {
        var (before, batch) = (Matrix.From(1, 37, (_, j) => 0.1 + j), Matrix.From(1, 37, (_, j) => 2 + (j % 5)));
        var scale = Put(before, gap: 1);
        Device.MeasureScale(scale, Put(batch), 0.25f);
        AssertClose(Matrix.From(1, 37, (_, j) => 1 / Math.Sqrt((0.75 / Math.Pow(before[0, j], 2)) + (0.25 / Math.Pow(batch[0, j], 2)))), Get(scale));
        Device.MeasureScale(scale, Put(batch), 1);
        AssertClose(batch, Get(scale));
    }

    private readonly struct Swap : IEpilogue
    {
        public static int Inputs => 2;

        public static int Outputs => 2;

        public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => (at.Out0, at.Out1) = (at.In1, at.In0);
    }
}
