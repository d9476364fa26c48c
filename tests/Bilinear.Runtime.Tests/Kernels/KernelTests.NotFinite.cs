using Bilinear.Kernels;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>What is not finite comes through every kernel but the products as its formula says, and reaches nothing else.</summary>
public abstract partial class KernelTests
{
    private const int PoisonedRow = 2;
    private const int PoisonedColumn = 36;

    public static TheoryData<float> NotFinite => [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void Copy_AndMap_CarryWhatIsNotFinite(float value)
    {
        var x = Poisoned(value);
        var (copy, swapped0, swapped1) = (Room(5, 37), Room(5, 37), Room(5, 37));
        Device.Copy(Put(x), copy);
        Device.Map<Swap>(new() { In0 = Put(x), In1 = Put(Matrix.Random(5, 37, 2)), Out0 = swapped0, Out1 = swapped1 });
        Assert.Equal(x.Values, Get(copy).Values);
        Assert.Equal(x.Values, Get(swapped1).Values);
    }

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void SumRows_CarriesWhatIsNotFinite_InItsColumn(float value)
    {
        var sum = Room(1, 37);
        Device.SumRows(Put(Poisoned(value)), sum);
        AssertClose(ReferenceKernels.SumRows(Poisoned(value)), Get(sum));
    }

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void RmsNorm_AndItsAdjoint_CarryWhatIsNotFinite_InItsRow(float value)
    {
        var (x, y) = (Poisoned(value), Matrix.Random(5, 37, 2));
        var (normed, adjoint, ofPoison) = (Room(5, 37), Room(5, 37), Room(5, 37));
        Device.RmsNorm(Put(x), normed);
        Device.RmsNormAdjoint(Put(x), Put(y), adjoint);
        Device.RmsNormAdjoint(Put(y), Put(x), ofPoison);
        AssertClose(ReferenceKernels.RmsNorm(x), Get(normed));
        AssertClose(ReferenceKernels.RmsNormAdjoint(x, y), Get(adjoint));
        AssertClose(ReferenceKernels.RmsNormAdjoint(y, x), Get(ofPoison));
    }

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void Noise_CarriesWhatIsNotFinite_AsFarAsItsDeviationReaches(float value)
    {
        var (clean, poisoned) = (Put(Matrix.Random(5, 37, 1)), Put(Poisoned(value)));
        var samples = Put([0, 1, 2, 3, 4]);
        foreach (var kind in new[] { NoiseKind.Absolute, NoiseKind.Token, NoiseKind.Relative })
        {
            var (expected, actual) = (Room(5, 37), Room(5, 37));
            Device.Noise(clean, expected, kind, 0.33f, Key, samples);
            Device.Noise(poisoned, actual, kind, 0.33f, Key, samples);
            var (without, with) = (Get(expected), Get(actual));
            for (var i = 0; i < 5; i++)
            {
                for (var j = 0; j < 37; j++)
                {
                    // A deviation of what is not finite is not a number.
                    var isReached = kind == NoiseKind.Relative || (kind == NoiseKind.Token && i == PoisonedRow);
                    Assert.Equal(isReached ? float.NaN : IsPoisoned(i, j) ? value : without[i, j], with[i, j]);
                }
            }
        }
    }

    [Theory]
    [InlineData(float.NaN, true)]
    [InlineData(float.PositiveInfinity, true)]
    [InlineData(float.NegativeInfinity, false)]
    public void CrossEntropy_CarriesWhatIsNotFinite_InItsRow(float value, bool isNotANumber)
    {
        int[] targets = [0, 1, 2, 3, 4];
        var (loss, dLogits) = (Room(1, 1), Room(5, 37));
        Device.CrossEntropy(Put(Poisoned(value)), Put(targets, column: true), loss, dLogits);
        // A logit of −∞ is a class that cannot be: as one of −1000.
        var (expectedLoss, expected) = ReferenceKernels.CrossEntropy(Poisoned(isNotANumber ? 0 : -1000), targets);
        if (isNotANumber)
        {
            expectedLoss = double.NaN;
            expected.Values.AsSpan(PoisonedRow * 37, 37).Fill(float.NaN);
        }
        AssertClose(Matrix.From(1, 1, (_, _) => expectedLoss), Get(loss));
        AssertClose(expected, Get(dLogits));
    }

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void SquaredError_CarriesWhatIsNotFinite_InItsElement(float value)
    {
        var target = Matrix.Random(5, 37, 2);
        var (loss, dOutput) = (Room(1, 1), Room(5, 37));
        Device.SquaredError(Put(Poisoned(value)), Put(target), loss, dOutput);
        var (expectedLoss, expected) = ReferenceKernels.SquaredError(Poisoned(value), target);
        AssertClose(Matrix.From(1, 1, (_, _) => expectedLoss), Get(loss));
        AssertClose(expected, Get(dOutput));
    }

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void AdamW_OfAGradientThatIsNotFinite_LosesThatParameterAlone(float value)
    {
        var expected = Step(Matrix.Random(1, 37, 1));
        var gradient = Matrix.Random(1, 37, 1);
        gradient[0, PoisonedColumn] = value;
        var actual = Step(gradient);
        Assert.Equal(float.NaN, actual[PoisonedColumn]);
        Assert.Equal(expected[..PoisonedColumn], actual[..PoisonedColumn]);

        float[] Step(Matrix gradient)
        {
            var parameters = Put(Matrix.Random(1, 37, 3));
            var (first, second) = (Put(new Matrix(1, 37)), Put(new Matrix(1, 37)));
            Device.AdamW(parameters, Put(gradient), first, second, AdamWScalars.At(1, 0.01, 0.9, 0.999, 1e-8, 0.1));
            return Get(parameters).Values;
        }
    }

    // In the part of a vector that every width leaves at the end of a row.
    private static Matrix Poisoned(float value)
    {
        var x = Matrix.Random(5, 37, 1);
        x[PoisonedRow, PoisonedColumn] = value;
        return x;
    }

    private static bool IsPoisoned(int row, int column) => (row, column) == (PoisonedRow, PoisonedColumn);
}
