using System.Numerics;
using System.Runtime.Intrinsics;

namespace Bilinear.Linalg.Lanes;

/// <summary>16 bytes; without vector instructions the runtime computes the lanes one by one, so this width always works.</summary>
internal struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector128<T> _value = value;

    public static int Width => Vector128<T>.Count;

    public static Lanes128<T> Create(T value) => new(Vector128.Create(value));

    public static unsafe Lanes128<T> Load(T* source) => new(Vector128.Load(source));

    public static unsafe void Store(Lanes128<T> value, T* destination) => value._value.Store(destination);

    public static Lanes128<T> MultiplyAdd(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c) => typeof(T) == typeof(float)
        ? new(Vector128.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector128.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    public static void Accumulate(Lanes128<T> a, Lanes128<T> b, ref Lanes128<T> c)
    {
        if (typeof(T) == typeof(float))
            c._value = Vector128.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>();
        else
            c._value = Vector128.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>();
    }

    public static Lanes128<T> Abs(Lanes128<T> a) => new(Vector128.Abs(a._value));

    public static Lanes128<T> Max(Lanes128<T> a, Lanes128<T> b) => new(Vector128.MaxNative(a._value, b._value));

    public static T Sum(Lanes128<T> a) => Vector128.Sum(a._value);

    public static Lanes128<T> operator +(Lanes128<T> a, Lanes128<T> b) => new(a._value + b._value);

    public static Lanes128<T> operator -(Lanes128<T> a, Lanes128<T> b) => new(a._value - b._value);

    public static Lanes128<T> operator *(Lanes128<T> a, Lanes128<T> b) => new(a._value * b._value);

    public static Lanes128<T> operator /(Lanes128<T> a, Lanes128<T> b) => new(a._value / b._value);
}
