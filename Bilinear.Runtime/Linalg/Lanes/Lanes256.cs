using System.Numerics;
using System.Runtime.Intrinsics;

namespace Bilinear.Linalg.Lanes;

/// <summary>32 bytes: AVX2 and its like.</summary>
internal struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector256<T> _value = value;

    public static int Width => Vector256<T>.Count;

    public static Lanes256<T> Create(T value) => new(Vector256.Create(value));

    public static unsafe Lanes256<T> Load(T* source) => new(Vector256.Load(source));

    public static unsafe void Store(Lanes256<T> value, T* destination) => value._value.Store(destination);

    public static Lanes256<T> MultiplyAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector256.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    public static void Accumulate(Lanes256<T> a, Lanes256<T> b, ref Lanes256<T> c)
    {
        if (typeof(T) == typeof(float))
            c._value = Vector256.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>();
        else
            c._value = Vector256.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>();
    }

    public static Lanes256<T> Abs(Lanes256<T> a) => new(Vector256.Abs(a._value));

    public static Lanes256<T> Max(Lanes256<T> a, Lanes256<T> b) => new(Vector256.MaxNative(a._value, b._value));

    public static T Sum(Lanes256<T> a) => Vector256.Sum(a._value);

    public static Lanes256<T> operator +(Lanes256<T> a, Lanes256<T> b) => new(a._value + b._value);

    public static Lanes256<T> operator -(Lanes256<T> a, Lanes256<T> b) => new(a._value - b._value);

    public static Lanes256<T> operator *(Lanes256<T> a, Lanes256<T> b) => new(a._value * b._value);

    public static Lanes256<T> operator /(Lanes256<T> a, Lanes256<T> b) => new(a._value / b._value);
}
