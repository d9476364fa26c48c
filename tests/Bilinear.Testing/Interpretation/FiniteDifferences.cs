using Bilinear.Dsl.Ir;

namespace Bilinear.Testing.Interpretation;

/// <summary>Checks a gradient graph against central differences of its own loss, in double.</summary>
public static class FiniteDifferences
{
    // The truncation error is about h² f''' / 6, the rounding error about 1e-16 / h.
    private const double Step = 1e-5;

    /// <summary>The largest difference between a gradient and its differences, relative to the largest value of that gradient (of at least 1e-3).</summary>
    public static double LargestError(Graph gradient, Feeds feeds, NoiseSource? noise = null)
    {
        var adjoints = Interpreter.Run(gradient, feeds, noise).Skip(2).ToList();
        return gradient.Parameters.Select((parameter, i) =>
        {
            var differences = Differences(gradient, feeds, parameter.Path, noise);
            var scale = Math.Max(1e-3, differences.Max(Math.Abs));
            return adjoints[i].Elements.Zip(differences, (adjoint, difference) => Math.Abs(adjoint - difference) / scale).Max();
        }).Max();
    }

    private static double[] Differences(Graph gradient, Feeds feeds, string parameter, NoiseSource? noise)
    {
        double Loss(int index, double by)
        {
            var moved = feeds.Parameters[parameter].ToArray();
            moved[index] += by;
            var parameters = new Dictionary<string, double[]>(feeds.Parameters) { [parameter] = moved };
            return Interpreter.Run(gradient, feeds with { Parameters = parameters }, noise)[1].Elements[0];
        }

        return [.. Enumerable.Range(0, feeds.Parameters[parameter].Length).Select(i => (Loss(i, Step) - Loss(i, -Step)) / (2 * Step))];
    }
}
