namespace Bilinear.Kernels;

/// <summary>The epilogue that adds an operand to the accumulator: a bias, or the sum so far.</summary>
internal readonly struct Accumulate : IEpilogue
{
    public static int Inputs => 1;

    public static int Outputs => 1;

    public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => at.Out0 = at.Left + at.In0;
}
