using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Rows;

/// <summary>Computes out[i, j] = E(x[i, j]·r[i]), r[i] = 1/√(mean_j x[i, j]² + epsilon).</summary>
internal unsafe struct RmsNormJob<TEpilogue> : IJob where TEpilogue : struct, IEpilogue
{
    public Strided X;
    public Elements Elements;
    public int Columns;
    public float Epsilon;
    public RowBlocks Blocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        for (var row = Blocks.Start(chunk); row < Blocks.End(chunk); row++)
        {
            var x = X.Row(row);
            var r = TVector.Create(RmsNorm.Scale<TVector>(x, Columns, Epsilon));
            for (var j = 0; j < Columns; j += TVector.Width)
                Elements.Finish<TVector, TEpilogue>(Tail.Load<TVector>(x + j, Columns - j) * r, default, row, j, Columns - j);
        }
    }
}

/// <summary>Computes out[i, j] = E(r·(dy − x·r²·mean_j(x⊙dy))), r as in the forward pass.</summary>
internal unsafe struct RmsNormAdjointJob<TEpilogue> : IJob where TEpilogue : struct, IEpilogue
{
    public Strided X;
    public Strided Dy;
    public Elements Elements;
    public int Columns;
    public float Epsilon;
    public RowBlocks Blocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        for (var row = Blocks.Start(chunk); row < Blocks.End(chunk); row++)
        {
            var x = X.Row(row);
            var dy = Dy.Row(row);
            var scale = RmsNorm.Scale<TVector>(x, Columns, Epsilon);
            var r = TVector.Create(scale);
            var s = TVector.Create(scale * scale * (RmsNorm.Dot<TVector>(x, dy, Columns) / Columns));
            for (var j = 0; j < Columns; j += TVector.Width)
            {
                var left = r * (Tail.Load<TVector>(dy + j, Columns - j) - Tail.Load<TVector>(x + j, Columns - j) * s);
                Elements.Finish<TVector, TEpilogue>(left, default, row, j, Columns - j);
            }
        }
    }
}

/// <summary>Computes what the norm and its adjoint both need of a row.</summary>
internal static unsafe class RmsNorm
{
    /// <summary>Computes 1/√(mean x² + epsilon).</summary>
    public static float Scale<TVector>(float* x, int columns, float epsilon) where TVector : unmanaged, IVector<TVector> =>
        1 / MathF.Sqrt(Dot<TVector>(x, x, columns) / columns + epsilon);

    /// <summary>Computes Σ x⊙y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot<TVector>(float* x, float* y, int columns) where TVector : unmanaged, IVector<TVector>
    {
        var sum = TVector.Create(0f);
        for (var j = 0; j < columns; j += TVector.Width)
            TVector.Accumulate(Tail.Load<TVector>(x + j, columns - j), Tail.Load<TVector>(y + j, columns - j), ref sum);
        return TVector.Sum(sum);
    }
}
