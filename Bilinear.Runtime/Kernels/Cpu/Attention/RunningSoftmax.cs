using System.Runtime.CompilerServices;
using Bilinear.Kernels.Vectors;

namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>
/// The softmax of scores that come block by block, each times log₂ e, so that exponentials are powers of two. For each query, a lane, it keeps the
/// largest score so far and the sum of 2^(score − largest), and tells by what to multiply that which was weighed before. A score that is not a number
/// spoils the sum.
/// </summary>
internal unsafe struct RunningSoftmax
{
    public float* Largest;
    public float* Sums;

    /// <summary>2^(largest before − largest now) of the last block.</summary>
    public float* Corrections;

    public readonly void Begin(int lanes)
    {
        // Not −∞, which less −∞ is not a number: a key that scores −∞ only counts nothing.
        new Span<float>(Largest, lanes).Fill(float.MinValue);
        new Span<float>(Sums, lanes).Clear();
    }

    /// <summary>Puts 2^(score − largest) in the place of each score.</summary>
    /// <param name="scores">[keys, vectors]</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Take<TVector>(float* scores, int keys, int vectors) where TVector : unmanaged, IVector<TVector>
    {
        var stride = vectors * TVector.Width;
        for (var lane = 0; lane < stride; lane += TVector.Width)
        {
            var end = scores + lane + (long)keys * stride;
            var before = TVector.Load(Largest + lane);
            var largest = before;
            for (var score = scores + lane; score < end; score += stride)
            {
                var x = TVector.Load(score);
                largest = TVector.SelectLessOrEqual(largest, x, x, largest);
            }
            var correction = Elementary.Exp2(before - largest);
            TVector sum0, sum1, sum2, sum3;
            sum0 = sum1 = sum2 = sum3 = TVector.Create(0f);
            for (var score = scores + lane; score < end; score += 4 * stride)
            {
                sum0 += Weigh(score, largest);
                if (score + stride < end)
                    sum1 += Weigh(score + stride, largest);
                if (score + 2 * stride < end)
                    sum2 += Weigh(score + 2 * stride, largest);
                if (score + 3 * stride < end)
                    sum3 += Weigh(score + 3 * stride, largest);
            }
            TVector.Store(largest, Largest + lane);
            TVector.Store(TVector.MultiplyAdd(TVector.Load(Sums + lane), correction, sum0 + sum2 + (sum1 + sum3)), Sums + lane);
            TVector.Store(correction, Corrections + lane);
        }
    }

    /// <summary>
    /// The same for one query, whose scores lie side by side; all bits are the same. A sum has four parts, one for every fourth key, so that it can
    /// be taken by vectors of four keys.
    /// </summary>
    /// <param name="scores">[1, keys], with room for a whole vector at the end.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void TakeRow<TVector>(float* scores, int keys) where TVector : unmanaged, IVector<TVector>
    {
        new Span<float>(scores + keys, TVector.Width).Fill(float.NegativeInfinity);
        var before = TVector.Create(*Largest);
        var lanes = before;
        for (var key = 0; key < keys; key += TVector.Width)
        {
            var x = TVector.Load(scores + key);
            lanes = TVector.SelectLessOrEqual(lanes, x, x, lanes);
        }
        *Largest = TVector.Max(lanes);
        var largest = TVector.Create(*Largest);
        for (var key = 0; key < keys; key += TVector.Width)
            Weigh(scores + key, largest);
        var sum = V128.Create(0f);
        for (var key = 0; key < keys; key += V128.Width)
            sum += V128.Load(scores + key);
        var correction = Elementary.Exp2(before - largest);
        TVector.Store(correction, Corrections);
        TVector.Store(TVector.MultiplyAdd(TVector.Create(*Sums), correction, TVector.Create(V128.Sum(sum))), Sums);
    }

    // Puts 2^(score − largest) in the place of scores.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Weigh<TVector>(float* scores, TVector largest) where TVector : unmanaged, IVector<TVector>
    {
        var weight = Elementary.Exp2(TVector.Load(scores) - largest);
        TVector.Store(weight, scores);
        return weight;
    }

    /// <summary>log Σ 2^score of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void LogSums<TVector>(int lanes, float* logSums) where TVector : unmanaged, IVector<TVector>
    {
        for (var lane = 0; lane < lanes; lane += TVector.Width)
            TVector.Store(TVector.MultiplyAdd(TVector.Load(Largest + lane), TVector.Create(Elementary.Ln2), Elementary.Log(TVector.Load(Sums + lane))), logSums + lane);
    }
}
