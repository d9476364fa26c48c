using Bilinear.Linalg;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral.Explaining.Texts;

/// <summary>The terms of one direction at one position of a text, each with the vector of the residual stream that it is.</summary>
internal sealed class TextTerms
{
    private readonly StreamNumbers _numbers;
    private readonly StreamPass _pass;
    private readonly int _position;
    private readonly Direction _direction;
    private readonly Lazy<LayerPairs>?[] _pairs;
    private readonly double[] _inStream;
    private readonly double _scale;

    /// <param name="pairs">The layers along the direction, by branch; null for a branch that is no bilinear layer.</param>
    public TextTerms(StreamNumbers numbers, StreamPass pass, int position, Direction direction, Lazy<LayerPairs>?[] pairs)
    {
        (_numbers, _pass, _position, _direction, _pairs) = (numbers, pass, position, direction, pairs);
        _inStream = numbers.InStream(direction);
        _scale = 1 / Norms.Scale(numbers.Stream.Norm, pass.Last.Row(position));
    }

    /// <summary>All terms, the largest magnitude first; of so many of them what the logit is without.</summary>
    public LogitTerm[] All(int checks)
    {
        var all = Parts().OrderByDescending(part => Math.Abs(part.Term.Value)).ToArray();
        var before = Vectors.Dot(_direction.Span, _pass.Logits(_position));
        var changes = new double?[all.Length];
        Workers.For(Math.Min(checks, all.Length), index =>
        {
            var (term, after, vector) = all[index];
            changes[index] = term.Kind == LogitTermKind.HeadBias ? -term.Value : Vectors.Dot(_direction.Span, _pass.LogitsWithout(_position, after, vector)) - before;
        });
        return [.. all.Select((part, index) => part.Term with { Change = changes[index] })];
    }

    // Each term, after how many branches it stands in the stream, and the vector that it is there.
    private IEnumerable<(LogitTerm Term, int After, double[] Vector)> Parts()
    {
        var embedding = _numbers.Embedding.Row(_pass.TokenAt(_position)).ToArray();
        yield return (new(LogitTermKind.Embedding, "", -1, Scaled(embedding)), 0, embedding);
        for (var branch = 0; branch < _pairs.Length; branch++)
        {
            foreach (var (term, vector) in _numbers.Branches[branch] switch
            {
                AttentionNumbers attention => OfAttention(attention, branch),
                GatedNumbers layer when _pairs[branch] is { } pairs => OfLayer(layer, branch, pairs.Value),
                var gated => OfGated(gated, branch),
            })
                yield return (term with { Place = branch }, branch + 1, vector);
        }

        if (Vectors.Dot(_direction.Span, _numbers.HeadBias) is var bias && bias != 0)
            yield return (new(LogitTermKind.HeadBias, "", -1, bias), 0, []);
    }

    private IEnumerable<(LogitTerm Term, double[] Vector)> OfAttention(AttentionNumbers attention, int branch)
    {
        var past = _pass.PastOf(branch);
        var patterns = _pass.PatternsOf(branch, _position);
        for (var head = 0; head < attention.Heads; head++)
        {
            var (columns, row, size) = (attention.OutOf(head), attention.ValueRow(head), attention.HeadSize);

            // ũ·O of the head, which every value is read by
            var reader = columns.Transpose().Times(_inStream);
            var (mixed, sources, bias) = (new double[size], new List<LogitSource>(), attention.ValueBias.AsSpan(row, size).ToArray());
            for (var from = 0; from < patterns.Columns; from++)
            {
                var weight = patterns[head, from];
                if (weight == 0)
                    continue;
                var value = past.Values.Row(from).Slice(row, size).ToArray();
                Vectors.AddScaled(value, 1, bias);
                Vectors.AddScaled(mixed, weight, value);
                sources.Add(new LogitSource(from, weight, weight * Vectors.Dot(reader, value) * _scale));
            }

            var vector = columns.Times(mixed);
            yield return (new(LogitTermKind.AttentionHead, attention.Branch.Name, head, Scaled(vector)) { Sources = sources }, vector);
        }

        if (Scaled(attention.OutBias) is var constant && constant != 0)
            yield return (new(LogitTermKind.Bias, attention.Branch.Name, -1, constant), attention.OutBias);
    }

    private IEnumerable<(LogitTerm Term, double[] Vector)> OfLayer(GatedNumbers layer, int branch, LayerPairs pairs)
    {
        double[] h = [.. Norms.Divided(layer.Branch.Norm, _pass.ReadBy(branch).SubRows(_position, 1)).Values];
        for (var pair = 0; pair < pairs.Pairs.Values.Count; pair++)
        {
            var vector = pairs.Pairs.Vectors.Row(pair);
            var (value, projection) = (pairs.Pairs.Values[pair], Vectors.Dot(vector, h));
            var term = value * projection * projection;
            yield return (new(LogitTermKind.Eigenvector, layer.Branch.Name, pair, term * _scale) { Eigenvalue = value, Projection = projection, Vector = vector.ToArray() }, Along(term));
        }

        if (2 * Vectors.Dot(pairs.Linear, h) is var linear && linear != 0)
            yield return (new(LogitTermKind.Linear, layer.Branch.Name, -1, linear * _scale), Along(linear));
        if (pairs.Constant != 0)
            yield return (new(LogitTermKind.Bias, layer.Branch.Name, -1, pairs.Constant * _scale), Along(pairs.Constant));
    }

    private IEnumerable<(LogitTerm Term, double[] Vector)> OfGated(IBranchNumbers layer, int branch)
    {
        var vector = _pass.AddedBy(branch).Row(_position).ToArray();
        yield return (new(LogitTermKind.GatedLayer, layer.Branch.Name, -1, Scaled(vector)), vector);
    }

    // What a vector of the stream adds to the logit.
    private double Scaled(double[] vector) => Vectors.Dot(_inStream, vector) * _scale;

    // The shortest vector of the stream that has this part along the direction.
    private double[] Along(double amount)
    {
        var vector = new double[_inStream.Length];
        var squares = Vectors.Dot(_inStream, _inStream);
        if (squares > 0)
            Vectors.AddScaled(vector, amount / squares, _inStream);
        return vector;
    }
}
