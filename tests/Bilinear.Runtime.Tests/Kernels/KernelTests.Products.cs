using Bilinear.Tensors;

namespace Bilinear.Runtime.Tests.Kernels;

public abstract partial class KernelTests
{
    /// <summary>Rows, columns and depth: below, at and above every block's border; the last have factors that are read where they lie, and some whose rows, with their gaps, are 4 KiB apart.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 1, 10, 64 }, { 2, 3, 5 }, { 7, 13, 1 }, { 13, 7, 31 }, { 12, 32, 16 }, { 5, 33, 33 }, { 31, 65, 127 },
        { 97, 37, 300 }, { 127, 127, 127 }, { 65, 31, 700 }, { 3, 1100, 17 }, { 200, 10, 257 }, { 1, 150, 600 }, { 300, 45, 520 },
        { 24, 48, 600 }, { 30, 48, 1019 }, { 26, 1022, 70 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Product_OfAnyTransposition(int rows, int columns, int depth)
    {
        var a = Matrix.Random(rows, depth, 1);
        var b = Matrix.Random(depth, columns, 2);
        var expected = ReferenceKernels.Product(a, b);
        foreach (var (ofA, ofB) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            var output = Room(rows, columns, gap: 3);
            Device.Product(Put(a, gap: 5, ofA), Put(b, gap: 2, ofB), output);
            AssertClose(expected, Get(output));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Product_WithARepeatedAndAWholeInput(int rows, int columns, int depth)
    {
        var a = Matrix.Random(rows, depth, 1);
        var b = Matrix.Random(depth, columns, 2);
        var bias = Matrix.Random(1, columns, 3);
        var residual = Matrix.Random(rows, columns, 4);
        var output = Room(rows, columns, gap: 1);
        Device.Product<BiasAndResidual>(Put(a), Put(b, transposed: true), new()
        {
            In0 = Put(bias).Broadcast(rows),
            In1 = Put(residual, gap: 7),
            Out0 = output,
        });
        var repeated = Matrix.From(rows, columns, (_, j) => bias[0, j]);
        AssertClose(ReferenceKernels.Apply<BiasAndResidual>(ReferenceKernels.Product(a, b), null, repeated, residual)[0], Get(output));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Product_IntoTwoSlicesOfOneMatrix(int rows, int columns, int depth)
    {
        var a = Matrix.Random(rows, depth, 1);
        var b = Matrix.Random(depth, columns, 2);
        var left = Matrix.Random(rows, columns, 3);
        var right = Matrix.Random(rows, columns, 4);
        var both = Room(rows, 2 * columns, gap: 4);
        Device.Product<HadamardAdjoint>(Put(a), Put(b), new()
        {
            In0 = Put(left),
            In1 = Put(right),
            Out0 = both.Slice(0, columns),
            Out1 = both.Slice(columns, columns),
        });
        var expected = ReferenceKernels.Apply<HadamardAdjoint>(ReferenceKernels.Product(a, b), null, left, right);
        var actual = Get(both);
        AssertClose(expected[0], actual.Slice(0, columns));
        AssertClose(expected[1], actual.Slice(columns, columns));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void DualProduct_OfAnyTransposition(int rows, int columns, int depth)
    {
        var a = Matrix.Random(rows, depth, 1);
        var b = Matrix.Random(depth, 2 * columns, 2);
        var (left, right) = Halves(ReferenceKernels.Product(a, b));
        var expected = ReferenceKernels.Apply<Hadamard>(left, right)[0];
        foreach (var (ofA, ofB) in new[] { (false, true), (true, false) })
        {
            var output = Room(rows, columns, gap: 3);
            Device.DualProduct<Hadamard>(Put(a, gap: 5, ofA), Put(b, gap: 2, ofB), new() { Out0 = output });
            AssertClose(expected, Get(output));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void DualProduct_ThatKeepsItsHalves(int rows, int columns, int depth)
    {
        var a = Matrix.Random(rows, depth, 1);
        var b = Matrix.Random(depth, 2 * columns, 2);
        var bias = Matrix.Random(1, 2 * columns, 3);
        var (left, right) = Halves(ReferenceKernels.Product(a, b));
        var (biasOfLeft, biasOfRight) = Halves(Matrix.From(rows, 2 * columns, (_, j) => bias[0, j]));
        var expected = ReferenceKernels.Apply<GatedAndSaved>(left, right, biasOfLeft, biasOfRight);
        var onDevice = Put(bias, gap: 1);
        var operands = new Operands
        {
            In0 = onDevice.Slice(0, columns).Broadcast(rows),
            In1 = onDevice.Slice(columns, columns).Broadcast(rows),
            Out0 = Room(rows, columns, gap: 2),
            Out1 = Room(rows, columns),
            Out2 = Room(rows, columns, gap: 3),
        };
        Device.DualProduct<GatedAndSaved>(Put(a), Put(b, transposed: true), operands);
        AssertClose(expected[0], Get(operands.Out0));
        AssertClose(expected[1], Get(operands.Out1));
        AssertClose(expected[2], Get(operands.Out2));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void PackedWeights_GiveTheSameBits(int rows, int columns, int depth)
    {
        var a = Put(Matrix.Random(rows, depth, 1));
        foreach (var transposed in new[] { false, true })
        {
            var b = Put(Matrix.Random(depth, 2 * columns, 2), gap: 1, transposed);
            using var packed = Device.Pack(b, dual: false);
            using var packedDual = Device.Pack(b, dual: true);
            Assert.Equal(Product(a, b), Product(a, b with { Packed = packed }));
            Assert.Equal(DualProduct(a, b), DualProduct(a, b with { Packed = packedDual }));
            // Packed for something else, they are not used.
            Assert.Equal(Product(a, b), Product(a, b with { Packed = packedDual }));
            Assert.Equal(DualProduct(a, b), DualProduct(a, b with { Packed = packed }));
        }
    }

    [Fact]
    public void WeightsPackedTransposed_ServeTheAdjointToo()
    {
        var weights = Put(Matrix.Random(20, 20, 1));
        using var packed = Device.Pack(weights.T, dual: false);
        var dy = Put(Matrix.Random(9, 20, 2));
        Assert.Equal(Product(dy, weights), Product(dy, weights with { Packed = packed }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(300)]
    public void Product_OverNoDepth_IsZero(int rows)
    {
        var output = Room(rows, 5);
        Device.Product(Put(new Matrix(rows, 0)), Put(new Matrix(0, 5)), output);
        AssertClose(new Matrix(rows, 5), Get(output));
    }

    [Fact]
    public void Product_OfNoRows_IsNothing()
    {
        var output = Room(0, 5);
        Device.Product(Put(new Matrix(0, 4)), Put(new Matrix(4, 5)), output);
        Assert.Empty(Get(output).Values);
    }

    [Fact]
    public void Product_OfMorePanelsThanOnePassPacks()
    {
        var a = Matrix.Random(2, 700, 1);
        var b = Matrix.Random(700, 6300, 2);
        var output = Room(2, 6300);
        Device.Product(Put(a), Put(b), output);
        AssertClose(ReferenceKernels.Product(a, b), Get(output));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(260)]
    public void Product_CarriesWhatIsNotFinite_AndNoFurther(int rows)
    {
        foreach (var value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            var a = Matrix.Random(rows, 300, 1);
            var b = Matrix.Random(300, 150, 2);
            a[rows / 2, 299] = value;
            b[3, 149] = value;
            b[4, 7] = -value;
            var expected = ReferenceKernels.Product(a, b);
            var output = Room(rows, 150);
            Device.Product(Put(a), Put(b, transposed: true), output);
            AssertClose(expected, Get(output));

            var (left, right) = Halves(expected);
            output = Room(rows, 75);
            Device.DualProduct<Hadamard>(Put(a), Put(b), new() { Out0 = output });
            AssertClose(ReferenceKernels.Apply<Hadamard>(left, right)[0], Get(output));
        }
    }

    private float[] Product(View a, View b)
    {
        var output = Room(a.LogicalRows, b.LogicalColumns);
        Device.Product(a, b, output);
        return Get(output).Values;
    }

    private float[] DualProduct(View a, View b)
    {
        var output = Room(a.LogicalRows, b.LogicalColumns / 2);
        Device.DualProduct<Hadamard>(a, b, new() { Out0 = output });
        return Get(output).Values;
    }

    private static (Matrix Left, Matrix Right) Halves(Matrix both) =>
        (both.Slice(0, both.Columns / 2), both.Slice(both.Columns / 2, both.Columns / 2));
}
