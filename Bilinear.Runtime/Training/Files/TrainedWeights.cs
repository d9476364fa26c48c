namespace Bilinear.Training.Files;

/// <summary>
/// What the parameters of a model become that training makes another of. Of gates that have been annealed: at β = 0 a gate is factor ⊙ l ⊙ σ(0) = ½·factor ⊙ l, l = Wx + b, so that
/// ½·factor multiplies the rows of W and its bias, and a bilinear model is left. Of norms whose scales were measured: W·(gain ⊙ x / s) = (W·diag(gain / s))·x, so that
/// gain / s multiplies the columns of the weights that read them, and a model without those norms is left.
/// </summary>
internal static class TrainedWeights
{
    private const string Factor = ".factor";

    /// <summary>Describes that model as far as its file needs: name, ports, parameters, text.</summary>
    public static ModelDescription Describe(ModelDescription trained) => new()
    {
        Name = trained.Name,
        Inputs = trained.Inputs,
        Outputs = trained.Outputs,
        Parameters = [.. trained.Parameters.Where((_, index) => !IsGone(trained, index))],
        Arguments = [.. trained.Arguments.Select(argument => KeyValuePair.Create(argument.Key, trained.Anneals && argument.Value == "silu" ? "none" : argument.Value))],
        CanonicalText = trained.TrainedText!,
        LanguageVersion = trained.LanguageVersion,
        Context = trained.Context,
        Forward = trained.Forward,
        Step = trained.Step,
    };

    /// <summary>Folds the factors of gates and the scales and gains of norms, and leaves them out.</summary>
    /// <param name="block">All parameters of the model as it was trained, in the order of their declaration.</param>
    public static float[] Fold(ModelDescription trained, float[] block)
    {
        var folded = block.ToArray();
        for (var index = 0; index < trained.Parameters.Count; index++)
        {
            if (trained.Parameters[index].Measured is { } measured)
                FoldScale(Of(block, index), measured.Gain < 0 ? [] : Of(block, measured.Gain), measured);
            if (!trained.Parameters[index].IsFactor)
                continue;
            var layer = trained.Parameters[index].Name[..^Factor.Length];
            var factor = Of(block, index);
            for (var other = 0; other < trained.Parameters.Count; other++)
            {
                if (trained.Parameters[other].Name == $"{layer}.weight" || trained.Parameters[other].Name == $"{layer}.bias")
                    ScaleUpperRows(Of(folded, other), factor);
            }
        }

        return [.. Enumerable.Range(0, trained.Parameters.Count).Where(index => !IsGone(trained, index)).SelectMany(index => Of(folded, index).ToArray())];

        void FoldScale(ReadOnlySpan<float> scale, ReadOnlySpan<float> gain, MeasuredScale measured)
        {
            foreach (var weight in measured.Weights)
            {
                var values = Of(folded, weight);
                var columns = trained.Parameters[weight].Columns;
                for (var at = 0; at < values.Length; at++)
                {
                    var channel = at % columns % scale.Length;
                    values[at] = (float)((double)values[at] * scale[channel] * (gain.IsEmpty ? 1 : gain[channel]));
                }
            }
        }

        Span<float> Of(float[] values, int index) => values.AsSpan((int)trained.Offsets[index], trained.Parameters[index].Count);
    }

    private static bool IsGone(ModelDescription trained, int index) => trained.Parameters[index].IsFolded || trained.Parameters.Any(parameter => parameter.Measured?.Gain == index);

    // weight [2m, d] or bias [2m], of which the rows of W come first
    private static void ScaleUpperRows(Span<float> stacked, ReadOnlySpan<float> factor)
    {
        var columns = stacked.Length / (2 * factor.Length);
        for (var row = 0; row < factor.Length; row++)
        {
            foreach (ref var value in stacked.Slice(row * columns, columns))
                value *= factor[row] / 2;
        }
    }
}
