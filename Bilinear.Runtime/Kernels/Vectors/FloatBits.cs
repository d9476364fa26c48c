namespace Bilinear.Kernels.Vectors;

/// <summary>The layout of an IEEE single: sign, 8 bits of exponent, 23 of mantissa.</summary>
internal static class FloatBits
{
    public const int Mantissa = 23;

    public const int Bias = 127;

    /// <summary>2²³ + bias: added to a whole n, it leaves the exponent field of 2ⁿ in the sum's lowest eight bits.</summary>
    public const float ToExponent = (1 << Mantissa) + Bias;
}
