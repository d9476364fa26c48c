namespace Bilinear.Training.Files;

/// <summary>
/// What the parameters of a model whose gates have been annealed become: at β = 0 the gate is factor ⊙ l ⊙ σ(0) = ½·factor ⊙ l, l = Wx + b, so that
/// ½·factor multiplies the rows of W and its bias, and a bilinear model is left.
/// </summary>
internal static class BilinearWeights
{
    private const string Factor = ".factor";

    /// <summary>Describes the bilinear model as far as its file needs: name, ports, parameters, text.</summary>
    public static ModelDescription Describe(ModelDescription annealed) => new()
    {
        Name = annealed.Name,
        Inputs = annealed.Inputs,
        Outputs = annealed.Outputs,
        Parameters = [.. annealed.Parameters.Where(parameter => !parameter.IsFactor)],
        Arguments = [.. annealed.Arguments.Select(argument => KeyValuePair.Create(argument.Key, argument.Value == "silu" ? "none" : argument.Value))],
        CanonicalText = annealed.BilinearText!,
        LanguageVersion = annealed.LanguageVersion,
        Context = annealed.Context,
        Forward = annealed.Forward,
        Step = annealed.Step,
    };

    /// <summary>Folds the factors of the gates, and leaves them out.</summary>
    /// <param name="block">All parameters of the annealed model, in the order of their declaration.</param>
    public static float[] Fold(ModelDescription annealed, float[] block)
    {
        var folded = block.ToArray();
        for (var index = 0; index < annealed.Parameters.Count; index++)
        {
            if (!annealed.Parameters[index].IsFactor)
                continue;
            var layer = annealed.Parameters[index].Name[..^Factor.Length];
            var factor = Of(block, index);
            for (var other = 0; other < annealed.Parameters.Count; other++)
            {
                if (annealed.Parameters[other].Name == $"{layer}.weight" || annealed.Parameters[other].Name == $"{layer}.bias")
                    ScaleUpperRows(Of(folded, other), factor);
            }
        }

        return [.. Enumerable.Range(0, annealed.Parameters.Count).Where(index => !annealed.Parameters[index].IsFactor).SelectMany(index => Of(folded, index).ToArray())];

        Span<float> Of(float[] values, int index) => values.AsSpan((int)annealed.Offsets[index], annealed.Parameters[index].Count);
    }

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
