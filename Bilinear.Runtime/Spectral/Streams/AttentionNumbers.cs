using Bilinear.Kernels;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Streams;

/// <summary>An attention with its numbers, the norm's gain folded into the weights, in double.</summary>
internal sealed class AttentionNumbers : IBranchNumbers
{
    private readonly AttentionBranch _branch;
    private readonly Matrix _query;
    private readonly Matrix _key;
    private readonly double[] _queryBias;
    private readonly double[] _keyBias;

    public AttentionNumbers(ParameterReader parameters, AttentionBranch branch)
    {
        _branch = branch;
        (_query, _queryBias) = Read(branch.Query);
        (_key, _keyBias) = Read(branch.Key);
        (Value, ValueBias) = Read(branch.Value);
        Out = parameters.Weight(branch.Out.Weight);
        OutBias = parameters.Bias(branch.Out.Bias, Out.Rows);

        (Matrix, double[]) Read(AffineMap map)
        {
            var weight = parameters.Weight(map.Weight);
            return (Norms.Folded(parameters, branch.Norm, weight), parameters.Bias(map.Bias, weight.Rows));
        }
    }

    public StreamBranch Branch => _branch;

    /// <summary>[s · key heads, d].</summary>
    public Matrix Value { get; }

    /// <summary>One number for each row of <see cref="Value"/>.</summary>
    public double[] ValueBias { get; }

    /// <summary>[d, d]; head j acts from column j·s on.</summary>
    public Matrix Out { get; }

    /// <summary>One number for each coordinate of the stream.</summary>
    public double[] OutBias { get; }

    public int Heads => _branch.Heads;

    /// <summary>s, the numbers of a head.</summary>
    public int HeadSize => Out.Columns / Heads;

    /// <summary>The first row of <see cref="Value"/> that a head of queries reads.</summary>
    public int ValueRow(int head) => head / (Heads / _branch.KeyHeads) * HeadSize;

    /// <summary>V of a head, [s, d].</summary>
    public Matrix ValueOf(int head) => Value.SubRows(ValueRow(head), HeadSize);

    /// <summary>O of a head, [d, s].</summary>
    public Matrix OutOf(int head) => Out.SubColumns(head * HeadSize, HeadSize);

    public BranchPast Past(int positions) => new(Matrix.Uninitialized(positions, _key.Rows), Matrix.Uninitialized(positions, Value.Rows));

    public Matrix Run(Matrix stream, int first, BranchPast past)
    {
        var queries = Keep(stream, first, past);
        var mixed = new Matrix(stream.Rows, Out.Columns);
        Workers.For(stream.Rows, row =>
        {
            for (var head = 0; head < Heads; head++)
                Mix(head, Pattern(queries.Row(row), first + row, head, past), past, mixed.MutableRow(row));
        });
        return mixed.TimesTransposed(Out).AddToRows(OutBias);
    }

    /// <summary>How much each head reads from each position, [heads, positions]: what its softmax gives, or the scores themselves without one.</summary>
    /// <param name="x">The stream at the position.</param>
    /// <param name="past">What was kept of all positions.</param>
    public Matrix Patterns(ReadOnlySpan<double> x, int position, BranchPast past)
    {
        var query = Queries(Norms.Divided(_branch.Norm, new Matrix(1, x.Length, x.ToArray())), position).Row(0);
        var patterns = new Matrix(Heads, past.Keys.Rows);
        for (var head = 0; head < Heads; head++)
            Pattern(query, position, head, past).CopyTo(patterns.MutableRow(head));
        return patterns;
    }

    private Matrix Queries(Matrix x, int first)
    {
        var queries = x.TimesTransposed(_query).AddToRows(_queryBias);
        Turn(queries, first);
        return queries;
    }

    // Writes keys and values of the rows, and gives their queries.
    private Matrix Keep(Matrix stream, int first, BranchPast past)
    {
        var x = Norms.Divided(_branch.Norm, stream);
        var keys = x.TimesTransposed(_key).AddToRows(_keyBias);
        Turn(keys, first);
        keys.Values.CopyTo(past.Keys.Values, first * keys.Columns);
        var values = x.TimesTransposed(Value);
        values.Values.CopyTo(past.Values.Values, first * values.Columns);
        return Queries(x, first);
    }

    // Element i of a head and element i + s/2 turn by position · rope^(−2i/s).
    private void Turn(Matrix rows, int first)
    {
        if (_branch.Rope is not { } rope)
            return;
        var half = HeadSize / 2;
        for (var row = 0; row < rows.Rows; row++)
        {
            var values = rows.MutableRow(row);
            for (var i = 0; i < half; i++)
            {
                var (sin, cos) = Math.SinCos((first + row) * Math.Pow(rope, -2.0 * i / HeadSize));
                for (var head = 0; head < rows.Columns; head += HeadSize)
                    (values[head + i], values[head + i + half]) = ((values[head + i] * cos) - (values[head + i + half] * sin), (values[head + i] * sin) + (values[head + i + half] * cos));
            }
        }
    }

    // From the position itself back, and on where the attention is not causal.
    private double[] Pattern(ReadOnlySpan<double> query, int position, int head, BranchPast past)
    {
        var pattern = new double[_branch.IsCausal ? position + 1 : past.Keys.Rows];
        var (s, keyHead) = (HeadSize, ValueRow(head));
        var isBilinear = _branch.Scores == AttentionScores.Bilinear;
        var (queries, keys) = (query.Length / 2, past.Keys.Columns / 2);
        for (var from = 0; from < pattern.Length; from++)
        {
            var key = past.Keys.Row(from);
            var score = Vectors.Dot(query.Slice(head * s, s), key.Slice(keyHead, s));
            pattern[from] = isBilinear ? score * Vectors.Dot(query.Slice(queries + (head * s), s), key.Slice(keys + keyHead, s)) / s : score / Math.Sqrt(s);
        }

        if (!isBilinear)
            Softmax(pattern);
        return pattern;
    }

    private static void Softmax(double[] scores)
    {
        var (largest, sum) = (scores.Max(), 0.0);
        for (var index = 0; index < scores.Length; index++)
            sum += scores[index] = Math.Exp(scores[index] - largest);
        for (var index = 0; index < scores.Length; index++)
            scores[index] /= sum;
    }

    private void Mix(int head, ReadOnlySpan<double> pattern, BranchPast past, Span<double> mixed)
    {
        var own = mixed.Slice(head * HeadSize, HeadSize);
        var (from, all) = (ValueRow(head), 0.0);
        for (var position = 0; position < pattern.Length; position++)
        {
            Vectors.AddScaled(own, pattern[position], past.Values.Row(position).Slice(from, HeadSize));
            all += pattern[position];
        }

        Vectors.AddScaled(own, all, ValueBias.AsSpan(from, HeadSize));
    }
}
