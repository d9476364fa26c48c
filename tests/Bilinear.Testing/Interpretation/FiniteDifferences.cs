using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Passes;

namespace Bilinear.Testing.Interpretation;

/// <summary>Checks a gradient graph against central differences of its own loss, in double. A running scale, which has something else in the place of a gradient, is left out.</summary>
public static class FiniteDifferences
{
    // The truncation error is about h² f''' / 6, the rounding error about 1e-16 / h.
    private const double Step = 1e-5;

    /// <summary>Element by element: the largest difference between a gradient and its differences, relative to the largest value of that gradient (of at least 1e-3).</summary>
    public static double LargestError(Graph gradient, Feeds feeds, NoiseSource? noise = null)
    {
        var training = TrainingPartOf(gradient);
        var adjoints = Interpreter.Run(gradient, feeds, noise).Skip(gradient.Results.Count + gradient.Losses.Count).ToList();
        return gradient.Parameters.Select((parameter, i) =>
        {
            if (parameter.Measured is not null)
                return 0;
            var size = feeds.Parameters[parameter.Path].Length;
            var differences = Enumerable.Range(0, size).Select(element => Slope(training, feeds, noise, parameter.Path, Unit(size, element))).ToList();
            var scale = Math.Max(1e-3, differences.Max(Math.Abs));
            return adjoints[i].Elements.Zip(differences, (adjoint, difference) => Math.Abs(adjoint - difference) / scale).Max();
        }).DefaultIfEmpty(0).Max();
    }

    /// <summary>
    /// Along one random direction of unit length for each parameter: the largest difference between the slope and the gradient's product
    /// with the direction, relative to the gradient's length. For models of which the elements are too many.
    /// </summary>
    public static double LargestErrorAlongDirections(Graph gradient, Feeds feeds, NoiseSource? noise = null)
    {
        var random = new Random(7);
        var training = TrainingPartOf(gradient);
        var adjoints = Interpreter.Run(gradient, feeds, noise).Skip(gradient.Results.Count + gradient.Losses.Count).ToList();
        return gradient.Parameters.Select((parameter, i) =>
        {
            if (parameter.Measured is not null)
                return 0;
            var adjoint = adjoints[i].Elements;
            var direction = Normalized([.. adjoint.Select(_ => random.NextDouble() - 0.5)]);
            var expected = adjoint.Zip(direction, (g, v) => g * v).Sum();
            return Math.Abs(Slope(training, feeds, noise, parameter.Path, direction) - expected) / Math.Max(1e-3, Length(adjoint));
        }).DefaultIfEmpty(0).Max();
    }

    private static Graph TrainingPartOf(Graph gradient) =>
        DeadCode.Run(gradient with { Outputs = [.. gradient.Outputs.Where(output => output.Role != OutputRole.Gradient)] });

    // (f(θ + h v) − f(θ − h v)) / 2h
    private static double Slope(Graph training, Feeds feeds, NoiseSource? noise, string parameter, double[] direction)
    {
        double Loss(double step)
        {
            double[] moved = [.. feeds.Parameters[parameter].Zip(direction, (x, v) => x + (step * v))];
            var parameters = new Dictionary<string, double[]>(feeds.Parameters) { [parameter] = moved };
            return Interpreter.LossOf(training, Interpreter.Run(training, feeds with { Parameters = parameters }, noise));
        }

        return (Loss(Step) - Loss(-Step)) / (2 * Step);
    }

    private static double[] Unit(int size, int element)
    {
        var unit = new double[size];
        unit[element] = 1;
        return unit;
    }

    private static double[] Normalized(double[] vector)
    {
        var length = Length(vector);
        return [.. vector.Select(x => x / length)];
    }

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));
}
