using Bilinear.Linalg;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral.Trees.Texts;

/// <summary>Measures functionals by the weights alone: what a stream of length 1 makes of them at most. A head is one part, wherever it reads.</summary>
internal sealed class WeightMeasure(StreamNumbers numbers, Direction direction) : IStreamMeasure
{
    public StreamTerm Root
    {
        get
        {
            var vector = numbers.InStream(direction);
            return new StreamTerm(new StreamPart(LogitTermKind.HeadBias, -1, -1, vector), -1, vector, Vectors.Dot(direction.Span, numbers.HeadBias), 0, 0, 1);
        }
    }

    public IEnumerable<StreamTerm> Terms(StreamNode node) => StreamParts.Of(numbers, [.. node.Vector], node.Reads).Select(part =>
    {
        var isBias = part.Kind == LogitTermKind.Bias;
        var size = part.Kind == LogitTermKind.Eigenvector ? Math.Abs(part.Eigenvalue) : isBias ? Math.Abs(part.Constant) : Vectors.Norm(part.Vector);
        return new StreamTerm(part, -1, part.Vector, part.Constant, 0, 0, size);
    });
}
