using Bilinear.Data;
using Bilinear.Kernels;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Masks;

/// <summary>
/// One pass over the data for all masks and all their strengths. Along a mask m, with μ = Em, every output is a parabola in the strength s:
/// y_c(x + s·m) = y_c(x) + s·(g_c·h + b_c) + s²·a_c, with g_c = Σ_a U_ca [(Wμ)_a v_a + (Vμ)_a w_a], b = U((Wμ) ⊙ b_v + b_w ⊙ (Vμ)) + Sμ and
/// a = U((Wμ) ⊙ (Vμ)). Nothing is clipped: a pixel may leave the range of the data.
/// </summary>
internal sealed class MaskPass(EigenSpectra spectra, AdversarialMasks masks, DataSet data, DataTarget labels)
{
    // Counts are whole numbers, so their sum does not depend on how the samples are cut.
    private const int BlockRows = 64;

    // Parabolas at once, so that a model of many outputs needs no more memory than another.
    private const int MostParabolas = 8192;

    private readonly FoldedPath _path = spectra.Folded;

    /// <summary>The masks, then the permuted ones.</summary>
    private readonly Matrix _rows = new(2 * masks.Count, data.SampleLength, [.. masks.SelectMany(mask => mask.Values), .. masks.SelectMany(mask => mask.Permuted)]);

    public MaskCounts Run()
    {
        var (counts, most) = (new MaskCounts(_rows.Rows), Math.Max(1, MostParabolas / spectra.Count));
        for (var first = 0; first < _rows.Rows; first += most)
            Run(first, _rows.SubRows(first, Math.Min(most, _rows.Rows - first)), counts);
        return counts;
    }

    private void Run(int firstMask, Matrix rows, MaskCounts total)
    {
        var outputs = spectra.Count;
        var (slopes, offsets, curvatures) = Parabolas(rows);
        foreach (var (first, samples, latent) in new LayerInputs(data, _path.E, _path.InputOffset).Chunks())
        {
            var (values, linear) = (_path.Outputs(latent), latent.TimesTransposed(slopes).AddToRows(offsets));
            var blocks = new MaskCounts[Ceiling.Divide(samples.Rows, BlockRows)];
            Workers.For(blocks.Length, block =>
            {
                blocks[block] = new MaskCounts(_rows.Rows);
                var masked = new double[outputs];
                for (var row = block * BlockRows; row < Math.Min(samples.Rows, (block + 1) * BlockRows); row++)
                {
                    for (var mask = 0; mask < rows.Rows; mask++)
                        Count(firstMask + mask, first + row, values.Row(row), linear.Row(row).Slice(mask * outputs, outputs), curvatures.Row(mask), masked, blocks[block]);
                }
            });
            foreach (var block in blocks)
                total.Add(block);
        }
    }

    // One sample under one mask at every strength.
    private void Count(int mask, int sample, ReadOnlySpan<double> values, ReadOnlySpan<double> slopes, ReadOnlySpan<double> curvatures, double[] masked, MaskCounts counts)
    {
        var (target, label, first, last) = (masks[mask % masks.Count].Output, labels.Labels[sample], 0, 0);
        for (var strength = 0; strength < MaskCurve.Strengths.Count; strength++)
        {
            var s = MaskCurve.Strengths[strength];
            for (var output = 0; output < masked.Length; output++)
                masked[output] = values[output] + (s * (slopes[output] + (s * curvatures[output])));
            last = Exactness.ArgMax(masked);
            first = strength == 0 ? last : first;
            counts.Add(mask, strength, last, label, target);
        }

        if (first == label && label != target && last == target)
            counts.Turn(mask, sample);
    }

    /// <summary>g [masks · outputs, d], b [masks · outputs] and a [masks, outputs].</summary>
    private (Matrix Slopes, double[] Offsets, Matrix Curvatures) Parabolas(Matrix rows)
    {
        var moves = rows.TimesTransposed(_path.E);
        var (left, right) = (moves.TimesTransposed(_path.W), moves.TimesTransposed(_path.V));
        var products = new Matrix(left.Rows, left.Columns);
        Vectors.Multiply(left.Values, right.Values, products.Values);
        var curvatures = products.TimesTransposed(_path.U);

        var (byV, byW) = (Weighted(left), Weighted(right));
        var slopes = byV.Times(_path.V);
        Vectors.AddScaled(slopes.Values, 1, byW.Times(_path.W).Values);
        var offsets = byV.Times(_path.BiasV);
        Vectors.AddScaled(offsets, 1, byW.Times(_path.BiasW));
        if (_path.S is { } residual)
            Vectors.AddScaled(offsets, 1, moves.TimesTransposed(residual).Values);
        return (slopes, offsets, curvatures);
    }

    // U_ca · factor_a for each mask and output, [masks · outputs, m].
    private Matrix Weighted(Matrix factors)
    {
        var weighted = new Matrix(factors.Rows * _path.U.Rows, factors.Columns);
        for (var row = 0; row < weighted.Rows; row++)
            Vectors.Multiply(_path.U.Row(row % _path.U.Rows), factors.Row(row / _path.U.Rows), weighted.MutableRow(row));
        return weighted;
    }
}
