namespace Bilinear.Kernels.Vectors;

/// <summary>
/// One float as a vector of one lane, so that a formula that is written once for all widths serves scalars too. It uses only
/// what ILGPU can translate: plain arithmetic, and no fused product.
/// </summary>
internal readonly struct Scalar(float value) : IVector<Scalar>
{
    public readonly float Value = value;

    public static int Width => 1;

    public static Scalar Create(float value) => new(value);

    public static unsafe Scalar Load(float* source) => new(*source);

    public static unsafe void Store(Scalar value, float* destination) => *destination = value.Value;

    public static Scalar MultiplyAdd(Scalar a, Scalar b, Scalar c) => new(a.Value * b.Value + c.Value);

    public static Scalar Abs(Scalar a) => new(MathF.Abs(a.Value));

    public static Scalar Sqrt(Scalar a) => new(MathF.Sqrt(a.Value));

    public static Scalar SelectLessOrEqual(Scalar a, Scalar b, Scalar then, Scalar otherwise) =>
        a.Value <= b.Value ? then : otherwise;

    public static Scalar PowerOfTwo(Scalar n) => new(BitConverter.Int32BitsToSingle(
        BitConverter.SingleToInt32Bits(n.Value + FloatBits.ToExponent) << FloatBits.Mantissa));

    public static Scalar Exponent(Scalar a) => new(
        (BitConverter.SingleToInt32Bits(a.Value) >> FloatBits.Mantissa) - FloatBits.Bias);

    public static float Sum(Scalar a) => a.Value;

    public static float Max(Scalar a) => a.Value;

    public static Scalar operator +(Scalar a, Scalar b) => new(a.Value + b.Value);

    public static Scalar operator -(Scalar a, Scalar b) => new(a.Value - b.Value);

    public static Scalar operator *(Scalar a, Scalar b) => new(a.Value * b.Value);

    public static Scalar operator /(Scalar a, Scalar b) => new(a.Value / b.Value);

    public static Scalar operator -(Scalar a) => new(-a.Value);
}
