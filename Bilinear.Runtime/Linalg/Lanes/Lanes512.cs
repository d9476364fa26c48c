using System.Numerics;
using System.Runtime.Intrinsics;

namespace Bilinear.Linalg.Lanes;

/// <summary>64 bytes: AVX-512.</summary>
internal struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector512<T> _value = value;

    public static int Width => Vector512<T>.Count;

    public static Lanes512<T> Create(T value) => new(Vector512.Create(value));

    public static unsafe Lanes512<T> Load(T* source) => new(Vector512.Load(source));

    public static unsafe void Store(Lanes512<T> value, T* destination) => value._value.Store(destination);

    public static Lanes512<T> MultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector512.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    public static void Accumulate(Lanes512<T> a, Lanes512<T> b, ref Lanes512<T> c)
    {
        if (typeof(T) == typeof(float))
            c._value = Vector512.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>();
        else
            c._value = Vector512.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>();
    }

    public static Lanes512<T> Abs(Lanes512<T> a) => new(Vector512.Abs(a._value));

    public static Lanes512<T> Max(Lanes512<T> a, Lanes512<T> b) => new(Vector512.MaxNative(a._value, b._value));

    public static T Sum(Lanes512<T> a) => Vector512.Sum(a._value);

    public static Lanes512<T> operator +(Lanes512<T> a, Lanes512<T> b) => new(a._value + b._value);

    public static Lanes512<T> operator -(Lanes512<T> a, Lanes512<T> b) => new(a._value - b._value);

    public static Lanes512<T> operator *(Lanes512<T> a, Lanes512<T> b) => new(a._value * b._value);

    public static Lanes512<T> operator /(Lanes512<T> a, Lanes512<T> b) => new(a._value / b._value);
}
