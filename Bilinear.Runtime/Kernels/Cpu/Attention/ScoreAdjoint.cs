using System.Runtime.CompilerServices;

namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>Makes, of scores and the adjoints of weights, the adjoints of scores and the weights, each in the other's place. They are of one vector of queries against some keys, a row each.</summary>
internal static unsafe class ScoreAdjoint
{
    /// <summary>p = 2^(score − logSum), dScore = p·(dp − mean); scores and log-sums are those of powers of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax<TVector>(float* scores, float* weights, nint stride, int keys, float* logSums, float* means) where TVector : unmanaged, IVector<TVector>
    {
        var logSum = TVector.Load(logSums);
        var mean = TVector.Load(means);
        for (; keys > 0; keys--, scores += stride, weights += stride)
        {
            var p = Elementary.Exp2(TVector.Load(scores) - logSum);
            TVector.Store(p * (TVector.Load(weights) - mean), scores);
            TVector.Store(p, weights);
        }
    }

    /// <summary>p = s1·s2, ds1 = dp·s2, ds2 = dp·s1</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Bilinear<TVector>(float* scores1, float* scores2, float* weights, nint stride, int keys) where TVector : unmanaged, IVector<TVector>
    {
        for (; keys > 0; keys--, scores1 += stride, scores2 += stride, weights += stride)
        {
            var s1 = TVector.Load(scores1);
            var s2 = TVector.Load(scores2);
            var dp = TVector.Load(weights);
            TVector.Store(s1 * s2, weights);
            TVector.Store(dp * s2, scores1);
            TVector.Store(dp * s1, scores2);
        }
    }
}
