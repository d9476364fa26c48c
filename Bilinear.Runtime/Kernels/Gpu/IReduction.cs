namespace Bilinear.Kernels.Gpu;

/// <summary>Combines the values of a group of threads, two at a time.</summary>
internal interface IReduction<T> where T : unmanaged
{
    static abstract T Combine(T a, T b);
}

internal readonly struct Sum : IReduction<float>
{
    public static float Combine(float a, float b) => a + b;
}

internal readonly struct Max : IReduction<float>
{
    public static float Combine(float a, float b) => MathF.Max(a, b);
}
