using System.Runtime.Intrinsics;

namespace Bilinear.Kernels.Vectors;

/// <summary>Sixteen lanes: AVX-512.</summary>
internal struct V512(Vector512<float> value) : IVector<V512>
{
    public Vector512<float> Value = value;

    public static int Width => Vector512<float>.Count;

    public static V512 Create(float value) => new(Vector512.Create(value));

    public static unsafe V512 Load(float* source) => new(Vector512.Load(source));

    public static unsafe void Store(V512 value, float* destination) => value.Value.Store(destination);

    public static V512 MultiplyAdd(V512 a, V512 b, V512 c) => new(Vector512.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    public static void Accumulate(V512 a, V512 b, ref V512 c) => c.Value = Vector512.MultiplyAddEstimate(a.Value, b.Value, c.Value);

    public static V512 Abs(V512 a) => new(Vector512.Abs(a.Value));

    public static V512 Sqrt(V512 a) => new(Vector512.Sqrt(a.Value));

    public static V512 SelectLessOrEqual(V512 a, V512 b, V512 then, V512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(a.Value, b.Value), then.Value, otherwise.Value));

    public static V512 PowerOfTwo(V512 n) =>
        new(((n.Value + Vector512.Create(FloatBits.ToExponent)).AsInt32() << FloatBits.Mantissa).AsSingle());

    public static V512 Exponent(V512 a) =>
        new(Vector512.ConvertToSingle((a.Value.AsInt32() >> FloatBits.Mantissa) - Vector512.Create(FloatBits.Bias)));

    public static float Sum(V512 a) => V256.Sum(new V256(a.Value.GetLower() + a.Value.GetUpper()));

    public static float Max(V512 a) => V256.Max(new V256(Vector256.Max(a.Value.GetLower(), a.Value.GetUpper())));

    public static V512 operator +(V512 a, V512 b) => new(a.Value + b.Value);

    public static V512 operator -(V512 a, V512 b) => new(a.Value - b.Value);

    public static V512 operator *(V512 a, V512 b) => new(a.Value * b.Value);

    public static V512 operator /(V512 a, V512 b) => new(a.Value / b.Value);

    public static V512 operator -(V512 a) => new(-a.Value);
}
