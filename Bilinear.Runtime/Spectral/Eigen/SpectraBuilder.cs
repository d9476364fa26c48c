using Bilinear.Linalg;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Measured;

namespace Bilinear.Spectral.Eigen;

/// <summary>Makes spectra of all pairs of every direction: selects the kept pairs, measures them on the data, and orders, signs and pictures them.</summary>
internal static class SpectraBuilder
{
    /// <param name="respond">Measures how the data respond to the kept vectors and their pictures; null without data.</param>
    /// <param name="secondMoment">The second moment of the data; null without data.</param>
    public static EigenSpectrum[] Build(EigenPlan plan, QuadraticForms forms, IReadOnlyList<Direction> directions, EigenPairs[] pairs, Func<Matrix, Matrix, Responses>? respond, Matrix? secondMoment)
    {
        var activations = Array.ConvertAll(pairs, all => secondMoment is null ? [] : MeanActivations(all, secondMoment));
        var kept = pairs.Select((all, output) => SpectrumSelection.Select(all.Values, activations[output], plan.Order, plan.Keep)).ToArray();

        var vectors = new Matrix[pairs.Length];
        var pictures = new Matrix[pairs.Length];
        MakePictures(pairs, kept, forms.Coordinates, vectors, pictures);

        // The kept vectors of all outputs in one, so that the data are passed over once.
        var responses = respond?.Invoke(Matrix.Stack(vectors), Matrix.Stack(pictures));
        var spectra = new EigenSpectrum[kept.Length];
        Workers.For(kept.Length, output =>
        {
            var chosen = kept[output];
            var first = kept.Take(output).Sum(before => before.Length);
            var values = pairs[output].Values;
            var shown = forms.InBasis(vectors[output], pictures[output]);
            var signs = Enumerable.Range(0, chosen.Length).Select(row => responses?.SignOf(first + row, shown.Row(row)) ?? Responses.SignOf(shown.Row(row))).ToArray();
            for (var row = 0; row < signs.Length; row++)
            {
                if (signs[row] > 0)
                    continue;
                Negate(vectors[output].MutableRow(row));
                Negate(pictures[output].MutableRow(row));
            }

            var form = forms.AffinePart(directions[output].Span);
            spectra[output] = new EigenSpectrum(directions[output], directions[output].Output)
            {
                Values = [.. chosen.Select(index => values[index])],
                Vectors = forms.InBasis(vectors[output], pictures[output]),
                Pictures = pictures[output],
                MeanActivations = secondMoment is null ? [] : [.. chosen.Select(index => activations[output][index])],
                TopInputs = responses is null ? [] : [.. chosen.Select((index, place) => responses.TopInputsOf(first + place, values[index], signs[place]))],
                Gaps = [.. chosen.Select(index => Gap(values, index))],
                AllValues = values,
                Eigenspaces = Eigenspace.Of(pairs[output], forms),
                Places = chosen,
                Linear = forms.InBasis(new Matrix(1, form.Linear.Length, form.Linear)).Values,
                FormLinear = form.Linear,
                FormVectors = vectors[output],
                Forms = forms,
                Constant = form.Constant,
            };
        });
        return spectra;
    }

    /// <summary>λ_i v_iᵀMv_i.</summary>
    public static double[] MeanActivations(EigenPairs pairs, Matrix secondMoment)
    {
        var products = pairs.Vectors.Times(secondMoment);
        return [.. pairs.Values.Select((value, row) => value * Vectors.Dot(products.Row(row), pairs.Vectors.Row(row)))];
    }

    // The kept vectors in their order, each with its largest component over ĥ positive, and their pictures.
    private static void MakePictures(EigenPairs[] pairs, int[][] kept, Matrix coordinates, Matrix[] vectors, Matrix[] pictures)
    {
        if (coordinates.Rows <= SingleProducts.DoubleSide || SingleProducts.ExponentOf(Linalg.Vectors.MaxMagnitude(coordinates.Values)) != 0)
        {
            for (var output = 0; output < pairs.Length; output++)
            {
                vectors[output] = Signed(pairs[output].Vectors, kept[output]);
                pictures[output] = vectors[output].Times(coordinates);
            }

            return;
        }

        SingleProducts.ForEach(pairs.Length, coordinates, (output, products, right) =>
        {
            vectors[output] = Signed(pairs[output].Vectors, kept[output]);
            pictures[output] = products.Multiply(vectors[output], right);
        });
    }

    private static Matrix Signed(Matrix vectors, int[] chosen)
    {
        var signed = Matrix.Uninitialized(chosen.Length, vectors.Columns);
        for (var row = 0; row < chosen.Length; row++)
        {
            vectors.Row(chosen[row]).CopyTo(signed.MutableRow(row));
            if (Responses.SignOf(signed.Row(row)) < 0)
                Negate(signed.MutableRow(row));
        }

        return signed;
    }

    private static void Negate(Span<double> vector)
    {
        foreach (ref var value in vector)
            value = -value;
    }

    // Values ascend, so the nearest other one is a neighbour.
    private static double Gap(IReadOnlyList<double> values, int index) => Math.Min(
        index == 0 ? double.PositiveInfinity : values[index] - values[index - 1],
        index == values.Count - 1 ? double.PositiveInfinity : values[index + 1] - values[index]);
}
