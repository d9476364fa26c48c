using Bilinear.Linalg;
using Bilinear.Spectral.Streams;
using Bilinear.Spectral.Svd;

namespace Bilinear.Spectral.Tokens;

/// <summary>Singular triplets of a layer's tensor with the head behind it.</summary>
internal static class StreamTriplets
{
    public static IReadOnlyList<SvdComponent> Of(GatedNumbers layer, Matrix head, int? keep)
    {
        var (folded, d) = (layer.Folded, head.Columns);
        var outer = Centred.Of(head).Rows;

        // Cut where it is narrowest: at the stream, or at the hidden units.
        var (w, v) = (folded.W, folded.V);
        var tensor = d <= w.Rows
            ? new LayerTensor(Matrix.Identity(d), new double[d], w, v, folded.U, outer)
            : new LayerTensor(Matrix.Identity(d), new double[d], w, v, null, outer.Times(folded.U));
        var triplets = GramTriplets.Of(tensor, keep);
        return [.. Enumerable.Range(0, Math.Min(keep ?? triplets.Left.Rows, triplets.Left.Rows))
            .Select(index => new SvdComponent(tensor, triplets.Values[index], triplets.Left.Row(index).ToArray(), triplets.Units.Row(index).ToArray()))];
    }
}
