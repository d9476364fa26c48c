namespace Bilinear.Runtime.Tests.Kernels;

public static partial class ReferenceKernels
{
    public static Matrix Embed(int[] tokens, Matrix table) =>
        Matrix.From(tokens.Length, table.Columns, (i, j) => (uint)tokens[i] < table.Rows ? table[tokens[i], j] : double.NaN);

    public static Matrix EmbedAdjoint(int[] tokens, Matrix dy, int vocabulary)
    {
        var sums = new double[vocabulary, dy.Columns];
        for (var i = 0; i < tokens.Length; i++)
        {
            for (var j = 0; (uint)tokens[i] < vocabulary && j < dy.Columns; j++)
                sums[tokens[i], j] += dy[i, j];
        }
        return Matrix.From(vocabulary, dy.Columns, (t, j) => sums[t, j]);
    }

    public static Matrix Rotate(Matrix x, int[] positions, int heads, double @base, bool inverse)
    {
        var (size, half) = (x.Columns / heads, x.Columns / heads / 2);
        return Matrix.From(x.Rows, x.Columns, (i, j) =>
        {
            var angle = (inverse ? -1 : 1) * positions[i] * Math.Pow(@base, -2.0 * (j % half) / size);
            return j % size < half
                ? x[i, j] * Math.Cos(angle) - x[i, j + half] * Math.Sin(angle)
                : x[i, j] * Math.Cos(angle) + x[i, j - half] * Math.Sin(angle);
        });
    }

    /// <summary>The loss of logits = x·weightᵀ + bias, in double from end to end, and its gradients.</summary>
    public static (double Loss, Matrix Dx, Matrix DWeight, Matrix DBias) LinearCrossEntropy(Matrix x, Matrix weight, Matrix? bias, int[] targets)
    {
        var (classes, depth) = (weight.Rows, x.Columns);
        var counted = Math.Max(1, targets.Count(target => target != -1));
        var loss = 0.0;
        var (dx, dWeight, dBias) = (new double[x.Rows, depth], new double[classes, depth], new double[classes]);
        for (var i = 0; i < x.Rows; i++)
        {
            if (targets[i] == -1)
                continue;
            var logits = new double[classes];
            for (var c = 0; c < classes; c++)
            {
                logits[c] = bias?[0, c] ?? 0;
                for (var k = 0; k < depth; k++)
                    logits[c] += (double)x[i, k] * weight[c, k];
            }
            var largest = logits.Max();
            var sum = logits.Sum(logit => Math.Exp(logit - largest));
            loss += Math.Log(sum) + largest - logits[targets[i]];
            for (var c = 0; c < classes; c++)
            {
                var dLogit = (Math.Exp(logits[c] - largest) / sum - (c == targets[i] ? 1 : 0)) / counted;
                dBias[c] += dLogit;
                for (var k = 0; k < depth; k++)
                {
                    dx[i, k] += dLogit * weight[c, k];
                    dWeight[c, k] += dLogit * x[i, k];
                }
            }
        }
        return (loss / counted, Matrix.From(x.Rows, depth, (i, k) => dx[i, k]), Matrix.From(classes, depth, (c, k) => dWeight[c, k]), Matrix.From(1, classes, (_, c) => dBias[c]));
    }
}
