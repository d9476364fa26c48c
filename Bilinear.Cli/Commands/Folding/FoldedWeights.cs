using Bilinear.Cli.Compiling;
using Bilinear.Devices;
using Bilinear.Dsl.Bound;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Folding;

/// <summary>The weights of a model without norms: those of the model with them, whose columns are multiplied by gain / s where a norm stood before.</summary>
internal static class FoldedWeights
{
    /// <param name="parameters">The weights of the model with its norms.</param>
    /// <param name="folded">The model without norms.</param>
    /// <param name="scales">s of each channel, or one number for all.</param>
    public static IReadOnlyList<NamedTensor> Of(ModelWeights parameters, ModelDescription folded, IReadOnlyList<MeasuredNorm> norms, Func<MeasuredNorm, double[]> scales)
    {
        var infos = parameters.Description.Parameters;
        var values = infos.ToDictionary(info => info.Name, info => parameters.ReadParameter(info.Name), StringComparer.Ordinal);
        foreach (var norm in norms)
        {
            var factors = Factors(norm.Norm.Gain < 0 ? null : parameters.ReadParameter(infos[norm.Norm.Gain].Name), scales(norm), norm.Norm.Size);
            foreach (var weight in norm.Norm.Weights)
                Multiply(values[infos[weight].Name], infos[weight].Columns, factors);
            foreach (var head in norm.Norm.Heads)
            {
                values[$"{head.Name}.weight"] = parameters.ReadParameter(infos[head.Embedding].Name);
                Multiply(values[$"{head.Name}.weight"], norm.Norm.Size, factors);
            }
        }

        // No file of weights has the factor of a gate.
        return [.. folded.Parameters.Where(info => !info.IsFactor).Select(info => new NamedTensor(info.Name, info.Shape, values[info.Name]))];
    }

    private static double[] Factors(float[]? gain, double[] scales, int size) =>
        [.. Enumerable.Range(0, size).Select(channel => (gain?[channel] ?? 1) / scales[channel % scales.Length])];

    private static void Multiply(float[] weight, int columns, double[] factors)
    {
        for (var at = 0; at < weight.Length; at++)
            weight[at] = (float)(weight[at] * factors[at % columns % factors.Length]);
    }
}
