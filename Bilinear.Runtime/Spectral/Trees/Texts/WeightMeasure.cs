using Bilinear.Linalg;
using Bilinear.Spectral.Streams;

namespace Bilinear.Spectral.Trees.Texts;

/// <summary>Measures functionals by the weights alone: what a stream of length 1 makes of them at most. A head is one part, wherever it reads.</summary>
internal sealed class WeightMeasure(StreamNumbers numbers, Direction direction) : IStreamMeasure
{
    public StreamNode Root => new(0, null) { Vector = numbers.InStream(direction), Offset = Vectors.Dot(direction.Span, numbers.HeadBias), Reads = numbers.Branches.Count };

    public IEnumerable<StreamTerm> Terms(StreamNode node) => StreamParts.Of(numbers, [.. node.Vector], node.Reads).Select(part =>
    {
        var isBias = part.Kind == LogitTermKind.Bias;
        var size = part.Kind == LogitTermKind.Eigenvector ? Math.Abs(part.Eigenvalue) : isBias ? Math.Abs(part.Constant) : Vectors.Norm(part.Vector);
        return new StreamTerm(part, -1, part.Vector, part.Constant, 0, 0, size);
    });
}
