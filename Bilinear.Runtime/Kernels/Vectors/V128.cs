using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bilinear.Kernels.Vectors;

/// <summary>Four lanes; without vector instructions the runtime computes them one by one, so this width always works.</summary>
internal struct V128(Vector128<float> value) : IVector<V128>
{
    public Vector128<float> Value = value;

    public static int Width => Vector128<float>.Count;

    public static V128 Create(float value) => new(Vector128.Create(value));

    public static unsafe V128 Load(float* source) => new(Vector128.Load(source));

    public static unsafe void Store(V128 value, float* destination) => value.Value.Store(destination);

    public static V128 MultiplyAdd(V128 a, V128 b, V128 c) => new(Vector128.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    public static void Accumulate(V128 a, V128 b, ref V128 c) => c.Value = Vector128.MultiplyAddEstimate(a.Value, b.Value, c.Value);

    public static V128 Abs(V128 a) => new(Vector128.Abs(a.Value));

    public static V128 Sqrt(V128 a) => new(Vector128.Sqrt(a.Value));

    public static V128 SelectLessOrEqual(V128 a, V128 b, V128 then, V128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.LessThanOrEqual(a.Value, b.Value), then.Value, otherwise.Value));

    public static V128 PowerOfTwo(V128 n) =>
        new(((n.Value + Vector128.Create(FloatBits.ToExponent)).AsInt32() << FloatBits.Mantissa).AsSingle());

    public static V128 Exponent(V128 a) =>
        new(Vector128.ConvertToSingle((a.Value.AsInt32() >> FloatBits.Mantissa) - Vector128.Create(FloatBits.Bias)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(V128 a) => a.Value[0] + a.Value[2] + (a.Value[1] + a.Value[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(V128 a) => MathF.Max(MathF.Max(a.Value[0], a.Value[2]), MathF.Max(a.Value[1], a.Value[3]));

    public static V128 operator +(V128 a, V128 b) => new(a.Value + b.Value);

    public static V128 operator -(V128 a, V128 b) => new(a.Value - b.Value);

    public static V128 operator *(V128 a, V128 b) => new(a.Value * b.Value);

    public static V128 operator /(V128 a, V128 b) => new(a.Value / b.Value);

    public static V128 operator -(V128 a) => new(-a.Value);
}
