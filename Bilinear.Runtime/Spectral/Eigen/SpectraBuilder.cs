using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>From all pairs of every output to the kept ones: measured on the data, ordered, signed and seen as pictures.</summary>
internal static class SpectraBuilder
{
    /// <param name="secondMoment">Of <paramref name="inputs"/>; both null without data.</param>
    public static EigenSpectrum[] Build(EigenPlan plan, QuadraticForms forms, EigenPairs[] pairs, Matrix? secondMoment, LayerInputs? inputs)
    {
        var activations = Array.ConvertAll(pairs, all => secondMoment is null ? [] : MeanActivations(all, secondMoment));
        var kept = pairs.Select((all, output) => SpectrumSelection.Select(all.Values, activations[output], plan.Order, plan.Keep)).ToArray();

        // The kept vectors of all outputs, so that the data are passed over once.
        var vectors = Stack(pairs, kept);
        var responses = inputs is null ? null : new Responses(vectors, inputs);
        var signs = Enumerable.Range(0, vectors.Rows).Select(row => responses?.SignOf(row) ?? Responses.SignOf(vectors.Row(row))).ToArray();
        for (var row = 0; row < vectors.Rows; row++)
            Scale(vectors.MutableRow(row), signs[row]);

        return [.. kept.Select((chosen, output) =>
        {
            var first = kept.Take(output).Sum(before => before.Length);
            var rows = new Matrix(chosen.Length, vectors.Columns, vectors.Values[(first * vectors.Columns)..((first + chosen.Length) * vectors.Columns)]);
            var values = pairs[output].Values;
            return new EigenSpectrum(output)
            {
                Values = [.. chosen.Select(index => values[index])],
                Vectors = rows,
                Pictures = rows.Times(forms.Coordinates),
                MeanActivations = secondMoment is null ? [] : [.. chosen.Select(index => activations[output][index])],
                TopInputs = responses is null ? [] : [.. chosen.Select((index, place) => responses.TopInputsOf(first + place, values[index], signs[first + place]))],
                Gaps = [.. chosen.Select(index => Gap(values, index))],
                AllValues = values,
                Linear = forms.Linear(output),
                Constant = forms.Constant(output),
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
        var row = 0;
        foreach (var (all, chosen) in pairs.Zip(kept))
        {
            foreach (var index in chosen)
                all.Vectors.Row(index).CopyTo(stacked.MutableRow(row++));
        }

        return stacked;
    }

    private static void Scale(Span<double> vector, int sign)
    {
        foreach (ref var value in vector)
            value *= sign;
    }

    // Values ascend, so the nearest other one is a neighbour.
    private static double Gap(IReadOnlyList<double> values, int index) => Math.Min(
        index == 0 ? double.PositiveInfinity : values[index] - values[index - 1],
        index == values.Count - 1 ? double.PositiveInfinity : values[index + 1] - values[index]);
}
