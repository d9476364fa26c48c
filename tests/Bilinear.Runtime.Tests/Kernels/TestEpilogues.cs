using Bilinear.Kernels;

namespace Bilinear.Runtime.Tests.Kernels;

/// <summary>Y = L ⊙ R</summary>
public readonly struct Hadamard : IEpilogue
{
    public static int Inputs => 0;

    public static int Outputs => 1;

    public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => at.Out0 = at.Left * at.Right;
}

/// <summary>L += b₀, R += b₁, Y = silu(L) ⊙ R; L and R are kept for the backward: a dual product with all of its extras.</summary>
public readonly struct GatedAndSaved : IEpilogue
{
    public static int Inputs => 2;

    public static int Outputs => 3;

    public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector>
    {
        at.Out1 = at.Left + at.In0;
        at.Out2 = at.Right + at.In1;
        at.Out0 = Pointwise.Silu(at.Out1) * at.Out2;
    }
}

/// <summary>Y = X + bias + residual</summary>
public readonly struct BiasAndResidual : IEpilogue
{
    public static int Inputs => 2;

    public static int Outputs => 1;

    public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector> => at.Out0 = at.Left + at.In0 + at.In1;
}

/// <summary>dL = dY ⊙ R, dR = dY ⊙ L: the hadamard's adjoint on the product that makes dY.</summary>
public readonly struct HadamardAdjoint : IEpilogue
{
    public static int Inputs => 2;

    public static int Outputs => 2;

    public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector>
    {
        at.Out0 = at.Left * at.In1;
        at.Out1 = at.Left * at.In0;
    }
}

/// <summary>Reads four and writes three: all that an epilogue may.</summary>
public readonly struct FourToThree : IEpilogue
{
    public static int Inputs => 4;

    public static int Outputs => 3;

    public static void Apply<TVector>(ref Registers<TVector> at) where TVector : struct, IVector<TVector>
    {
        at.Out0 = at.In0 * at.In1 + at.In2;
        at.Out1 = Pointwise.Gelu(at.In3) - TVector.Create(0.5f) * at.In0;
        at.Out2 = at.In0 + at.In1 + at.In2 + at.In3;
    }
}
