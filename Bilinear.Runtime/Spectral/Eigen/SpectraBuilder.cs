using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>From all pairs of every direction to the kept ones: measured on the data, ordered, signed and seen as pictures.</summary>
internal static class SpectraBuilder
{
    /// <param name="respond">How the data respond to the kept vectors and their pictures; gives null without data.</param>
    /// <param name="secondMoment">Of the data; null without.</param>
    public static EigenSpectrum[] Build(EigenPlan plan, QuadraticForms forms, IReadOnlyList<Direction> directions, EigenPairs[] pairs, Func<Matrix, Matrix, Responses?> respond, Matrix? secondMoment)
    {
        var activations = Array.ConvertAll(pairs, all => secondMoment is null ? [] : MeanActivations(all, secondMoment));
        var kept = pairs.Select((all, output) => SpectrumSelection.Select(all.Values, activations[output], plan.Order, plan.Keep)).ToArray();

        // The kept vectors of all outputs, so that the data are passed over once.
        var vectors = Stack(pairs, kept);
        var pictures = SingleProducts.Times(vectors, forms.Coordinates);
        var responses = respond(vectors, pictures);
        var signs = Enumerable.Range(0, vectors.Rows).Select(row => responses?.SignOf(row) ?? Responses.SignOf(vectors.Row(row))).ToArray();
        for (var row = 0; row < vectors.Rows; row++)
        {
            if (signs[row] > 0)
                continue;
            Negate(vectors.MutableRow(row));
            Negate(pictures.MutableRow(row));
        }

        return [.. kept.AsParallel().AsOrdered().Select((chosen, output) =>
        {
            var first = kept.Take(output).Sum(before => before.Length);
            var values = pairs[output].Values;
            var form = forms.AffinePart(directions[output].Span);
            return new EigenSpectrum(directions[output], directions[output].Output)
            {
                Values = [.. chosen.Select(index => values[index])],
                Vectors = vectors.SubRows(first, chosen.Length),
                Pictures = pictures.SubRows(first, chosen.Length),
                MeanActivations = secondMoment is null ? [] : [.. chosen.Select(index => activations[output][index])],
                TopInputs = responses is null ? [] : [.. chosen.Select((index, place) => responses.TopInputsOf(first + place, values[index], signs[first + place]))],
                Gaps = [.. chosen.Select(index => Gap(values, index))],
                AllValues = values,
                Eigenspaces = Eigenspace.Of(pairs[output]),
                Places = chosen,
                Linear = form.Linear,
                Constant = form.Constant,
            };
        })];
    }

    /// <summary>λ_i v_iᵀMv_i.</summary>
    public static double[] MeanActivations(EigenPairs pairs, Matrix secondMoment)
    {
        var products = pairs.Vectors.Times(secondMoment);
        return [.. pairs.Values.Select((value, row) => value * Vectors.Dot(products.Row(row), pairs.Vectors.Row(row)))];
    }

    private static Matrix Stack(EigenPairs[] pairs, int[][] kept)
    {
        var stacked = new Matrix(kept.Sum(chosen => chosen.Length), pairs[0].Vectors.Columns);
        Parallel.For(0, kept.Length, output =>
        {
            var row = kept.Take(output).Sum(before => before.Length);
            foreach (var index in kept[output])
                pairs[output].Vectors.Row(index).CopyTo(stacked.MutableRow(row++));
        });
        return stacked;
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
