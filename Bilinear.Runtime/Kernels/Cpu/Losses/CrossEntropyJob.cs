using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Losses;

/// <summary>
/// Computes cross-entropy. Row i's loss is log Σ_c exp(logits[i, c]) − logits[i, target]; dLogits[i, c] = (softmax[i, c] − [c = target])/counted. The
/// row's largest logit is taken out of the exponentials, so none overflows. dLogits may lie over the logits.
/// </summary>
internal unsafe struct CrossEntropyJob : IJob
{
    public Strided Logits;
    public Strided Targets;
    public Strided DLogits;
    public int Classes;

    /// <summary>The number of rows that the mean is over, which may be more than those here; the others have <see cref="Loss.NoTarget"/>.</summary>
    public int Counted;
    public RowBlocks Blocks;

    /// <summary>The part of the sum that each chunk adds.</summary>
    public double* Sums;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector>(int chunk, Scratch scratch) where TVector : unmanaged, IVector<TVector>
    {
        var total = 0.0;
        for (var row = Blocks.Start(chunk); row < Blocks.End(chunk); row++)
        {
            var target = *(int*)Targets.Row(row);
            if (target == Loss.NoTarget)
            {
                if (DLogits.Start is not null)
                    new Span<float>(DLogits.Row(row), Classes).Clear();
                continue;
            }
            var isClass = (uint)target < (uint)Classes;
            var ofTarget = isClass ? Logits.Row(row)[target] : float.NaN;
            var largest = Largest<TVector>(Logits.Row(row));
            var exponentials = DLogits.Start is null ? null : DLogits.Row(row);
            var sum = Exponentials<TVector>(Logits.Row(row), largest, exponentials);
            total += Math.Log(sum) + ((double)largest - ofTarget);
            if (exponentials is null)
                continue;
            var scale = TVector.Create(1 / (sum * Counted));
            for (var j = 0; j < Classes; j += TVector.Width)
                Tail.Store(Tail.Load<TVector>(exponentials + j, Classes - j) * scale, exponentials + j, Classes - j);
            if (isClass)
                exponentials[target] -= 1f / Counted;
        }
        Sums[chunk] = total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly float Largest<TVector>(float* logits) where TVector : unmanaged, IVector<TVector>
    {
        var largest = TVector.Create(float.NegativeInfinity);
        for (var j = 0; j < Classes; j += TVector.Width)
        {
            var x = Tail.Load<TVector>(logits + j, Classes - j, float.NegativeInfinity);
            largest = TVector.SelectLessOrEqual(largest, x, x, largest);
        }
        return TVector.Max(largest);
    }

    // Σ_c exp(logits[c] − largest), each term stored where there is a place for it
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly float Exponentials<TVector>(float* logits, float largest, float* destination) where TVector : unmanaged, IVector<TVector>
    {
        var most = TVector.Create(largest);
        var sum = TVector.Create(0f);
        for (var j = 0; j < Classes; j += TVector.Width)
        {
            var e = Elementary.ExpMinus(most - Tail.Load<TVector>(logits + j, Classes - j, float.NegativeInfinity));
            sum += e;
            if (destination is not null)
                Tail.Store(e, destination + j, Classes - j);
        }
        return TVector.Sum(sum);
    }
}
