using Bilinear.Linalg;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral.Trees.Texts;

/// <summary>Measures functionals at the positions of one text, whose scales of the norms and patterns of the attentions stand still.</summary>
internal sealed class TextMeasure(StreamNumbers numbers, StreamPass pass, int position, Direction direction) : IStreamMeasure
{
    public StreamNode Root
    {
        get
        {
            var stream = pass.Last.Row(position);
            var vector = Scaled(numbers.InStream(direction), 1 / Norms.Scale(numbers.Stream.Norm, stream));
            var bias = Vectors.Dot(direction.Span, numbers.HeadBias);
            var value = Vectors.Dot(vector, stream) + bias;
            return new StreamNode(0, null) { Position = position, Vector = vector, Offset = bias, Reads = numbers.Branches.Count, Feature = value, Value = value };
        }
    }

    public IEnumerable<StreamTerm> Terms(StreamNode node)
    {
        foreach (var part in StreamParts.Of(numbers, [.. node.Vector], node.Reads))
        {
            foreach (var term in Terms(part, node))
                yield return term;
        }
    }

    private IEnumerable<StreamTerm> Terms(StreamPart part, StreamNode node)
    {
        var at = node.Position;
        switch (part.Kind)
        {
            case LogitTermKind.Embedding:
                yield return Of(part, at, part.Vector, 0, numbers.Embedding.Row(pass.TokenAt(at)));
                break;
            case LogitTermKind.AttentionHead:
                var patterns = pass.PatternsOf(part.Branch, at);
                for (var from = 0; from < patterns.Columns; from++)
                {
                    if (patterns[part.Index, from] is var weight && weight != 0)
                        yield return Of(part, from, Scaled(part.Vector, weight / ScaleOf(part.Branch, from)), weight * part.Constant, pass.ReadBy(part.Branch).Row(from));
                }

                break;
            case LogitTermKind.Eigenvector or LogitTermKind.Linear:
                yield return Of(part, at, Scaled(part.Vector, 1 / ScaleOf(part.Branch, at)), 0, pass.ReadBy(part.Branch).Row(at));
                break;
            case LogitTermKind.GatedLayer:
                yield return Whole(part, at, Vectors.Dot([.. node.Vector], pass.AddedBy(part.Branch).Row(at)));
                break;
            default:
                yield return Whole(part, at, part.Constant);
                break;
        }
    }

    private static StreamTerm Whole(StreamPart part, int at, double value) => new(part, at, [], 0, value, value, Math.Abs(value));

    private static StreamTerm Of(StreamPart part, int at, double[] vector, double offset, ReadOnlySpan<double> stream)
    {
        var feature = Vectors.Dot(vector, stream) + offset;
        var value = part.Kind == LogitTermKind.Eigenvector ? part.Eigenvalue * feature * feature : feature;
        return new StreamTerm(part, at, vector, offset, feature, value, Math.Abs(value));
    }

    private double ScaleOf(int branch, int at) => Norms.Scale(numbers.Branches[branch].Branch.Norm, pass.ReadBy(branch).Row(at));

    private static double[] Scaled(double[] vector, double factor) => Array.ConvertAll(vector, value => value * factor);
}
