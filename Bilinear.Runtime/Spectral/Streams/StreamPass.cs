using Bilinear.Linalg;

namespace Bilinear.Spectral.Streams;

/// <summary>One text through a model, in double: the stream after each branch, and what the attentions keep of it.</summary>
internal sealed class StreamPass
{
    private readonly StreamNumbers _numbers;
    private readonly Matrix[] _streams;
    private readonly Matrix[] _added;
    private readonly BranchPast[] _past;
    private readonly int[] _tokens;
    private readonly Dictionary<(int Branch, int Position), Matrix> _patterns = [];

    public StreamPass(StreamNumbers numbers, ReadOnlySpan<int> tokens)
    {
        (_numbers, _tokens) = (numbers, tokens.ToArray());
        var stream = Matrix.Uninitialized(tokens.Length, numbers.Embedding.Columns);
        for (var position = 0; position < tokens.Length; position++)
            numbers.Embedding.Row(tokens[position]).CopyTo(stream.MutableRow(position));
        _streams = new Matrix[numbers.Branches.Count + 1];
        _added = new Matrix[numbers.Branches.Count];
        _past = [.. numbers.Branches.Select(branch => branch.Past(stream.Rows))];
        _streams[0] = stream;
        for (var branch = 0; branch < _added.Length; branch++)
        {
            _added[branch] = numbers.Branches[branch].Run(_streams[numbers.Branches[branch].Branch.Reads], first: 0, _past[branch]);
            _streams[branch + 1] = Sum(_streams[branch], _added[branch]);
        }
    }

    public int Positions => _streams[0].Rows;

    public IReadOnlyList<int> Tokens => _tokens;

    public int TokenAt(int position) => _tokens[position];

    /// <summary>The stream that a branch reads, a row for each position.</summary>
    public Matrix ReadBy(int branch) => _streams[_numbers.Branches[branch].Branch.Reads];

    /// <summary>What a branch adds, a row for each position.</summary>
    public Matrix AddedBy(int branch) => _added[branch];

    /// <summary>What a branch keeps of all positions.</summary>
    public BranchPast PastOf(int branch) => _past[branch];

    /// <summary>How much each head of an attention reads from each position, at one position.</summary>
    /// <param name="branch">The attention's place.</param>
    public Matrix PatternsOf(int branch, int position)
    {
        if (!_patterns.TryGetValue((branch, position), out var patterns))
            _patterns.Add((branch, position), patterns = ((AttentionNumbers)_numbers.Branches[branch]).Patterns(ReadBy(branch).Row(position), position, PastOf(branch)));
        return patterns;
    }

    /// <summary>The stream before the norm and the head, a row for each position.</summary>
    public Matrix Last => _streams[^1];

    /// <summary>The logits of a position.</summary>
    public double[] Logits(int position) => LogitsOf(Last.Row(position));

    /// <summary>The logits of a position if a vector is taken out of what stands in the stream there after some branches: all later branches are run again.</summary>
    /// <param name="after">The number of branches before the vector is taken out; 0 for what the embedding gives.</param>
    public double[] LogitsWithout(int position, int after, ReadOnlySpan<double> vector)
    {
        // Of a text that is read from left to right only what comes from this position on changes, and of that only this position counts.
        var isCausal = _numbers.Branches.Skip(after).All(branch => branch.Branch is not AttentionBranch { IsCausal: false });
        var (first, rows) = isCausal ? (position, 1) : (0, Positions);
        var streams = new Matrix[_streams.Length];
        for (var index = 0; index <= after; index++)
            streams[index] = _streams[index].SubRows(first, rows);
        Linalg.Vectors.AddScaled(streams[after].MutableRow(position - first), -1, vector);
        for (var branch = after; branch < _added.Length; branch++)
        {
            var reads = _numbers.Branches[branch].Branch.Reads;
            var added = reads >= after
                ? _numbers.Branches[branch].Run(streams[reads], first, _past[branch].Copy())
                : _added[branch].SubRows(first, rows);
            streams[branch + 1] = Sum(streams[branch], added);
        }

        return LogitsOf(streams[^1].Row(position - first));
    }

    private double[] LogitsOf(ReadOnlySpan<double> x)
    {
        var logits = _numbers.Head.Times(x);
        var scale = 1 / Norms.Scale(_numbers.Stream.Norm, x);
        for (var index = 0; index < logits.Length; index++)
            logits[index] = (logits[index] * scale) + _numbers.HeadBias[index];
        return logits;
    }

    private static Matrix Sum(Matrix left, Matrix right)
    {
        var sum = new Matrix(left.Rows, left.Columns, left.ToArray());
        Vectors.AddScaled(sum.Values, 1, right.Values);
        return sum;
    }
}
