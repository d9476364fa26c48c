using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Svd;

/// <summary>
/// The tensor B_c = Σ_a U_ca B_a of a bilinear layer with the linear layers behind it, U = Outer · Inner cut where those are
/// narrowest: a head over a whole vocabulary is never multiplied by the down-projection before it.
/// </summary>
/// <param name="E">[d, n], from the model's input to the layer's: h = Ex + Offset.</param>
/// <param name="W">[m, d]; V has the same shape.</param>
/// <param name="Inner">[r, m]; null for the identity.</param>
/// <param name="Outer">[outputs, r]; null for the identity.</param>
internal sealed record LayerTensor(Matrix E, double[] Offset, Matrix W, Matrix V, Matrix? Inner, Matrix? Outer)
{
    /// <summary>r, the width of the narrowest layer.</summary>
    public int Rank => Inner?.Rows ?? W.Rows;

    public int Outputs => Outer?.Rows ?? Rank;

    public static LayerTensor Read(ParameterReader parameters, QuadraticPath path)
    {
        var layer = FoldedPath.Read(parameters, path with { Output = [], Residual = null });
        var maps = path.Output.Select(map => Weight(parameters, map.Weight)).ToArray();

        // The first of the narrowest: m itself, or the rows of one of the maps.
        int[] widths = [layer.W.Rows, .. maps.Select(map => map.Rows)];
        var cut = Array.IndexOf(widths, widths.Min());
        return new LayerTensor(layer.E, layer.InputOffset, layer.W, layer.V, Multiply(maps[..cut]), Multiply(maps[cut..]));
    }

    /// <summary>Innerᵀz, one row each: the hidden units' weights of a direction z in the narrowest place.</summary>
    public Matrix Units(Matrix z) => Inner is null ? z : z.Times(Inner);

    /// <summary>Outerᵀu, as one row: where an output direction acts in the narrowest place.</summary>
    public Matrix Pull(ReadOnlySpan<double> direction)
    {
        if (Outer is null)
            return new Matrix(1, Rank, direction.ToArray());
        var pulled = new Matrix(1, Rank);
        for (var output = 0; output < direction.Length; output++)
        {
            if (direction[output] != 0)
                Vectors.AddScaled(pulled.MutableRow(0), direction[output], Outer.Row(output));
        }

        return pulled;
    }

    /// <summary>Outer z, one row each: its output direction.</summary>
    public Matrix Left(Matrix z) => Outer is null ? z : z.TimesTransposed(Outer);

    private static Matrix Weight(ParameterReader parameters, int index)
    {
        var weight = parameters.Weight(index);
        if (!parameters.IsDiagonal(index))
            return weight;
        var diagonal = new Matrix(weight.Columns, weight.Columns);
        for (var row = 0; row < diagonal.Rows; row++)
            diagonal[row, row] = weight[0, row];
        return diagonal;
    }

    // The maps in their order, M_last ··· M_first, from the side that is thinner.
    private static Matrix? Multiply(Matrix[] maps)
    {
        if (maps.Length == 0)
            return null;
        if (maps[^1].Rows < maps[0].Columns)
            return maps.Reverse().Aggregate((product, map) => product.Times(map));
        return maps.Aggregate((product, map) => map.Times(product));
    }
}
