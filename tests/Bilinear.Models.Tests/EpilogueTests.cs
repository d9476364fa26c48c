using System.Reflection;
using Bilinear.Kernels;
using Bilinear.Kernels.Vectors;

namespace Bilinear.Models.Tests;

/// <summary>Every generated epilogue computes the same for one element, as a GPU calls it, and for vectors of every width: over a grid of floats, NaN and infinities included.</summary>
public sealed class EpilogueTests
{
    private static readonly float[] Grid =
        [0, -0f, 1e-30f, 1e-6f, 0.1f, 0.5f, 1, 1.5f, 3, 7, 20, 90, 1e6f, -1e-30f, -1e-6f, -0.1f, -0.5f, -1, -1.5f, -3, -7, -20, -90, -1e6f,
         float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, float.MaxValue];

    public static TheoryData<Type> Epilogues =>
        [.. typeof(EpilogueTests).Assembly.GetTypes().Where(type => type.IsValueType && type.GetInterfaces().Contains(typeof(IEpilogue)))];

    [Fact]
    public void TheProgramsOfTheLanguage_HaveEpilogues() => Assert.True(Epilogues.Count > 10, $"Only {Epilogues.Count} epilogues were generated.");

    [Theory]
    [MemberData(nameof(Epilogues))]
    public void ScalarAndVector_Agree(Type epilogue)
    {
        var compare = typeof(EpilogueTests).GetMethod(nameof(Compare), BindingFlags.Static | BindingFlags.NonPublic)!;
        foreach (var vector in new[] { typeof(V128), typeof(V256), typeof(V512) })
            compare.MakeGenericMethod(epilogue, vector).Invoke(null, null);
    }

    // Every pair of grid values meets in (left, right), and each input sees every value in its turn.
    private static unsafe void Compare<TEpilogue, TVector>()
        where TEpilogue : struct, IEpilogue
        where TVector : struct, IVector<TVector>
    {
        foreach (var left in Grid)
        {
            for (var i = 0; i < Grid.Length; i++)
            {
                var scalar = Apply<TEpilogue, Scalar>(left, i);
                var vector = Apply<TEpilogue, TVector>(left, i);
                AssertLanes<TEpilogue, TVector>(scalar.Out0.Value, vector.Out0);
                if (TEpilogue.Outputs > 1)
                    AssertLanes<TEpilogue, TVector>(scalar.Out1.Value, vector.Out1);
                if (TEpilogue.Outputs > 2)
                    AssertLanes<TEpilogue, TVector>(scalar.Out2.Value, vector.Out2);
            }
        }
    }

    private static Registers<TVector> Apply<TEpilogue, TVector>(float left, int i)
        where TEpilogue : struct, IEpilogue
        where TVector : struct, IVector<TVector>
    {
        Registers<TVector> at = new()
        {
            Left = TVector.Create(left),
            Right = TVector.Create(Grid[i]),
            In0 = TVector.Create(Grid[(i + 3) % Grid.Length]),
            In1 = TVector.Create(Grid[(i + 7) % Grid.Length]),
            In2 = TVector.Create(Grid[(i + 11) % Grid.Length]),
            In3 = TVector.Create(Grid[(i + 17) % Grid.Length]),
        };
        TEpilogue.Apply(ref at);
        return at;
    }

    private static unsafe void AssertLanes<TEpilogue, TVector>(float expected, TVector actual) where TVector : struct, IVector<TVector>
    {
        var lanes = stackalloc float[TVector.Width];
        TVector.Store(actual, lanes);
        for (var lane = 0; lane < TVector.Width; lane++)
        {
            var isClose = expected.Equals(lanes[lane]) || expected == lanes[lane] || MathF.Abs(expected - lanes[lane]) <= 2e-6f * MathF.Abs(expected) + 1e-37f;
            Assert.True(isClose, $"{typeof(TEpilogue)} with {typeof(TVector).Name}: {expected} as a scalar, {lanes[lane]} in lane {lane}.");
        }
    }
}
