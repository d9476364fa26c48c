using System.Runtime.Intrinsics;

namespace Bilinear.Kernels.Vectors;

/// <summary>Eight lanes: AVX2 and its like.</summary>
internal struct V256(Vector256<float> value) : IVector<V256>
{
    public Vector256<float> Value = value;

    public static int Width => Vector256<float>.Count;

    public static V256 Create(float value) => new(Vector256.Create(value));

    public static unsafe V256 Load(float* source) => new(Vector256.Load(source));

    public static unsafe void Store(V256 value, float* destination) => value.Value.Store(destination);

    public static V256 MultiplyAdd(V256 a, V256 b, V256 c) => new(Vector256.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    public static void Accumulate(V256 a, V256 b, ref V256 c) => c.Value = Vector256.MultiplyAddEstimate(a.Value, b.Value, c.Value);

    public static V256 Abs(V256 a) => new(Vector256.Abs(a.Value));

    public static V256 Sqrt(V256 a) => new(Vector256.Sqrt(a.Value));

    public static V256 SelectLessOrEqual(V256 a, V256 b, V256 then, V256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThanOrEqual(a.Value, b.Value), then.Value, otherwise.Value));

    public static V256 PowerOfTwo(V256 n) =>
        new(((n.Value + Vector256.Create(FloatBits.ToExponent)).AsInt32() << FloatBits.Mantissa).AsSingle());

    public static V256 Exponent(V256 a) =>
        new(Vector256.ConvertToSingle((a.Value.AsInt32() >> FloatBits.Mantissa) - Vector256.Create(FloatBits.Bias)));

    public static float Sum(V256 a) => V128.Sum(new V128(a.Value.GetLower() + a.Value.GetUpper()));

    public static float Max(V256 a) => V128.Max(new V128(Vector128.Max(a.Value.GetLower(), a.Value.GetUpper())));

    public static V256 operator +(V256 a, V256 b) => new(a.Value + b.Value);

    public static V256 operator -(V256 a, V256 b) => new(a.Value - b.Value);

    public static V256 operator *(V256 a, V256 b) => new(a.Value * b.Value);

    public static V256 operator /(V256 a, V256 b) => new(a.Value / b.Value);

    public static V256 operator -(V256 a) => new(-a.Value);
}
