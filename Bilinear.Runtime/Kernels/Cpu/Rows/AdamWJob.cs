using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Rows;

/// <summary>Takes one AdamW step over blocks [1, n], as PyTorch's; see <see cref="AdamWScalars"/>.</summary>
internal unsafe struct AdamWJob : IJob
{
    /// <summary>The cells of a chunk. With seven accesses for each cell they are some microseconds of work, the least that is worth handing over.</summary>
    private const int Cells = 1 << 12;

    public float* Parameters;
    public float* Gradients;
    public float* FirstMoment;
    public float* SecondMoment;
    public int Length;
    public AdamWScalars Scalars;

    public readonly int Chunks => Ceiling.Divide(Length, Cells);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var decay = TVector.Create(Scalars.Decay);
        var take1 = TVector.Create(Scalars.Take1);
        var keep2 = TVector.Create(Scalars.Keep2);
        var take2 = TVector.Create(Scalars.Take2);
        var perRoot2 = TVector.Create(1 / Scalars.Root2); // since divisions are the slowest part of this loop
        var epsilon = TVector.Create(Scalars.Epsilon);
        var step = TVector.Create(-Scalars.Step);
        var end = Math.Min(Length, (chunk + 1L) * Cells);
        for (var i = (long)chunk * Cells; i < end; i += TVector.Width)
        {
            var g = Tail.Load<TVector>(Gradients + i, end - i);
            var m = Tail.Load<TVector>(FirstMoment + i, end - i);
            var v = Tail.Load<TVector>(SecondMoment + i, end - i);
            m = TVector.MultiplyAdd(take1, g - m, m);
            v = TVector.MultiplyAdd(take2 * g, g, v * keep2);
            var p = Tail.Load<TVector>(Parameters + i, end - i) * decay;
            p = TVector.MultiplyAdd(step, m / TVector.MultiplyAdd(TVector.Sqrt(v), perRoot2, epsilon), p);
            Tail.Store(p, Parameters + i, end - i);
            Tail.Store(m, FirstMoment + i, end - i);
            Tail.Store(v, SecondMoment + i, end - i);
        }
    }
}
