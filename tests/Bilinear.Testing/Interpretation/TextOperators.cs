using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Testing.Interpretation;

/// <summary>The operators over positions, one loop each: every score of every pair of positions is computed, and all of it in double.</summary>
/// <param name="positions">The positions of a text: the rows of a tensor are texts of so many.</param>
internal sealed class TextOperators(int positions)
{
    // y[i] = table[token i]
    public static Tensor Embed(Tensor tokens, Tensor table, IReadOnlyList<long> dims) =>
        Operators.Fill(dims, (i, j) => table[(int)tokens.Elements[i], j]);

    // dTable[v] = Σ dy[i] over the rows of token v
    public static Tensor EmbedAdjoint(Tensor tokens, Tensor dy, Tensor? earlier, IReadOnlyList<long> dims)
    {
        var sum = new Tensor(dims, earlier is null ? new double[dims[0] * dims[1]] : [.. earlier.Elements]);
        for (var i = 0; i < dy.Rows; i++)
        {
            for (var j = 0; j < dy.Columns; j++)
                sum.Elements[((int)tokens.Elements[i] * dy.Columns) + j] += dy[i, j];
        }

        return sum;
    }

    // Element e of a head turns with element e + s/2 by the angle position · base^(−2e/s).
    public Tensor Rotate(Rotate op, Tensor x)
    {
        var size = x.Columns / (int)op.Heads;
        return Operators.Fill(x.Dims, (i, j) =>
        {
            var (head, e) = (j / size * size, j % size);
            var first = e < size / 2;
            var pair = e % (size / 2);
            var angle = i % positions * Math.Pow(op.Base, -2.0 * pair / size) * (op.Inverse ? -1 : 1);
            var (a, b) = (x[i, head + pair], x[i, head + pair + (size / 2)]);
            return first ? (a * Math.Cos(angle)) - (b * Math.Sin(angle)) : (b * Math.Cos(angle)) + (a * Math.Sin(angle));
        });
    }

    // o[i] = Σ_j p[i, j] v[j]
    public Tensor Attention(AttentionShape shape, Tensor q, Tensor k, Tensor v)
    {
        var size = q.Columns / (int)(shape.Heads * shape.Factors);
        double[] weights = [];
        return Operators.Fill([.. q.Dims.SkipLast(1), q.Columns / shape.Factors], (i, column) =>
        {
            var (head, e) = (column / size, column % size);
            if (e == 0)
                weights = Weights(shape, q, k, i, head);
            return Seen(shape, i).Sum(j => weights[j] * v[TextOf(i) + j, (KeyHead(shape, head) * size) + e]);
        });
    }

    // log Σ_j exp(q[i]·k[j]/√s)
    public Tensor LogSums(AttentionShape shape, Tensor q, Tensor k) =>
        Operators.Fill([.. q.Dims.SkipLast(1), shape.Heads], (i, head) => Operators.LogSumExp([.. Seen(shape, i).Select(j => Score(shape, q, k, i, j, head, factor: 0))]));

    /// <summary>The adjoints of q, k and v.</summary>
    public Tensor[] AttentionAdjoints(AttentionShape shape, Tensor q, Tensor k, Tensor v, Tensor dO)
    {
        var size = q.Columns / (int)(shape.Heads * shape.Factors);
        var (dq, dk, dv) = (new Tensor(q.Dims, new double[q.Elements.Length]), new Tensor(k.Dims, new double[k.Elements.Length]), new Tensor(v.Dims, new double[v.Elements.Length]));
        for (var i = 0; i < q.Rows; i++)
        {
            for (var head = 0; head < shape.Heads; head++)
            {
                var weights = Weights(shape, q, k, i, head);
                var ofKeys = KeyHead(shape, head) * size;
                // dp[j] = do[i]·v[j]
                double[] dp = [.. Seen(shape, i).Select(j => Enumerable.Range(0, size).Sum(e => dO[i, (head * size) + e] * v[TextOf(i) + j, ofKeys + e]))];
                var mean = Seen(shape, i).Sum(j => weights[j] * dp[j]);
                foreach (var j in Seen(shape, i))
                {
                    for (var e = 0; e < size; e++)
                        dv.Elements[((TextOf(i) + j) * v.Columns) + ofKeys + e] += weights[j] * dO[i, (head * size) + e];
                    for (var factor = 0; factor < shape.Factors; factor++)
                    {
                        // softmax: ds = p (dp − Σ p dp);   (q1·k1)(q2·k2)/s: ds of one factor is dp times the other, of which each has a 1/√s
                        var ds = (shape.Scores == AttentionScores.Softmax ? weights[j] * (dp[j] - mean) : dp[j] * Score(shape, q, k, i, j, head, 1 - factor)) / Math.Sqrt(size);
                        var (atQ, atK) = ((factor * (int)shape.Heads * size) + (head * size), (factor * (int)shape.KeyHeads * size) + ofKeys);
                        for (var e = 0; e < size; e++)
                        {
                            dq.Elements[(i * q.Columns) + atQ + e] += ds * k[TextOf(i) + j, atK + e];
                            dk.Elements[((TextOf(i) + j) * k.Columns) + atK + e] += ds * q[i, atQ + e];
                        }
                    }
                }
            }
        }

        return [dq, dk, dv];
    }

    // p[i, j] over the positions j that i sees
    private double[] Weights(AttentionShape shape, Tensor q, Tensor k, int i, int head)
    {
        if (shape.Scores == AttentionScores.Bilinear)
            return [.. Seen(shape, i).Select(j => Score(shape, q, k, i, j, head, 0) * Score(shape, q, k, i, j, head, 1))];
        double[] scores = [.. Seen(shape, i).Select(j => Score(shape, q, k, i, j, head, 0))];
        var logSum = Operators.LogSumExp(scores);
        return [.. scores.Select(score => Math.Exp(score - logSum))];
    }

    // q[i]·k[j]/√s of one head and one factor
    private double Score(AttentionShape shape, Tensor q, Tensor k, int i, int j, int head, int factor)
    {
        var size = q.Columns / (int)(shape.Heads * shape.Factors);
        var atQ = (factor * (int)shape.Heads * size) + (head * size);
        var atK = (factor * (int)shape.KeyHeads * size) + (KeyHead(shape, head) * size);
        return Enumerable.Range(0, size).Sum(e => q[i, atQ + e] * k[TextOf(i) + j, atK + e]) / Math.Sqrt(size);
    }

    private IEnumerable<int> Seen(AttentionShape shape, int i) => Enumerable.Range(0, shape.IsCausal ? (i % positions) + 1 : positions);

    private int TextOf(int i) => i / positions * positions;

    private static int KeyHead(AttentionShape shape, int head) => head / (int)(shape.Heads / shape.KeyHeads);
}
