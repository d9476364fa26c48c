using Bilinear.Kernels;

namespace Bilinear.Runtime.Tests.Kernels;

public static partial class ReferenceKernels
{
    /// <param name="lengths">The number of rows of each text.</param>
    public static (Matrix O, Matrix LogSums) Attention(Matrix q, Matrix k, Matrix v, int[] lengths, AttentionShape shape)
    {
        var size = v.Columns / shape.KeyHeads;
        var (o, logSums) = (new Matrix(q.Rows, shape.Heads * size), new Matrix(q.Rows, shape.Heads));
        foreach (var (i, keys, head, keyHead) in Rows(lengths, shape))
        {
            var weights = Weights(q, k, i, keys, head, keyHead, size, shape, out var logSum);
            logSums[i, head] = (float)logSum;
            for (var c = 0; c < size; c++)
                o[i, head * size + c] = (float)keys.Zip(weights, (j, p) => p * v[j, keyHead * size + c]).Sum();
        }
        return (o, logSums);
    }

    public static (Matrix Dq, Matrix Dk, Matrix Dv) AttentionAdjoint(Matrix q, Matrix k, Matrix v, Matrix dO, int[] lengths, AttentionShape shape)
    {
        var size = v.Columns / shape.KeyHeads;
        var (dq, dk, dv) = (new double[q.Values.Length], new double[k.Values.Length], new double[v.Values.Length]);
        foreach (var (i, keys, head, keyHead) in Rows(lengths, shape))
        {
            var weights = Weights(q, k, i, keys, head, keyHead, size, shape, out _);
            var dWeights = keys.Select(j => Enumerable.Range(0, size).Sum(c => (double)dO[i, head * size + c] * v[j, keyHead * size + c])).ToArray();
            var mean = weights.Zip(dWeights, (p, dp) => p * dp).Sum();
            for (var n = 0; n < keys.Length; n++)
            {
                var j = keys[n];
                for (var c = 0; c < size; c++)
                    dv[j * v.Columns + keyHead * size + c] += weights[n] * dO[i, head * size + c];
                for (var factor = 0; factor < (shape.Scores == AttentionScores.Bilinear ? 2 : 1); factor++)
                {
                    var dScore = shape.Scores == AttentionScores.Bilinear
                        ? dWeights[n] * Dot(q, k, i, j, head + (1 - factor) * shape.Heads, keyHead + (1 - factor) * shape.KeyHeads, size) / size
                        : weights[n] * (dWeights[n] - mean) / Math.Sqrt(size);
                    for (var c = 0; c < size; c++)
                    {
                        var (ofQ, ofK) = ((head + factor * shape.Heads) * size + c, (keyHead + factor * shape.KeyHeads) * size + c);
                        dq[i * q.Columns + ofQ] += dScore * k[j, ofK];
                        dk[j * k.Columns + ofK] += dScore * q[i, ofQ];
                    }
                }
            }
        }
        return (Of(q, dq), Of(k, dk), Of(v, dv));

        static Matrix Of(Matrix shape, double[] values) => Matrix.From(shape.Rows, shape.Columns, (i, j) => values[i * shape.Columns + j]);
    }

    // Each row and head, with the rows that it sees.
    private static IEnumerable<(int Row, int[] Keys, int Head, int KeyHead)> Rows(int[] lengths, AttentionShape shape)
    {
        var start = 0;
        foreach (var length in lengths)
        {
            for (var i = 0; i < length; i++)
            {
                var keys = Enumerable.Range(start, shape.IsCausal ? i + 1 : length).ToArray();
                for (var head = 0; head < shape.Heads; head++)
                    yield return (start + i, keys, head, head / (shape.Heads / shape.KeyHeads));
            }
            start += length;
        }
    }

    private static double[] Weights(Matrix q, Matrix k, int i, int[] keys, int head, int keyHead, int size, AttentionShape shape, out double logSum)
    {
        logSum = 0;
        if (shape.Scores == AttentionScores.Bilinear)
            return [.. keys.Select(j => Dot(q, k, i, j, head, keyHead, size) * Dot(q, k, i, j, shape.Heads + head, shape.KeyHeads + keyHead, size) / size)];
        var scores = keys.Select(j => Dot(q, k, i, j, head, keyHead, size) / Math.Sqrt(size)).ToArray();
        var largest = scores.Max();
        var ofAll = logSum = largest + Math.Log(scores.Sum(x => Math.Exp(x - largest)));
        return [.. scores.Select(x => Math.Exp(x - ofAll))];
    }

    // The product of one head's part of a row of q and another's of k.
    private static double Dot(Matrix q, Matrix k, int i, int j, int head, int keyHead, int size)
    {
        var sum = 0.0;
        for (var c = 0; c < size; c++)
            sum += (double)q[i, head * size + c] * k[j, keyHead * size + c];
        return sum;
    }
}
