using Bilinear.Kernels;
using Bilinear.Linalg;

namespace Bilinear.Spectral.Cp;

/// <summary>Fits l, r and d to a tensor, from components that a seed draws.</summary>
internal static class CpSolver
{
    // A fit has converged where this many steps lower the objective by less than this share of it, or where it is rounding.
    private const int Window = 20;
    private const double LeastDecrease = 1e-3;
    private const double Rounding = 1e-12;

    /// <param name="progress">Receives the number of steps and the cosine after each.</param>
    public static CpDecomposition Fit(CpTarget target, CpOptions options, Action<int, double>? progress, CancellationToken cancellationToken)
    {
        var objective = new CpObjective(target, options.Rank, options.Penalty);
        var search = new Lbfgs(objective.Evaluate);
        search.Start(Draw(options.Seed, objective.Length));
        var (steps, hasConverged, values) = (0, search.Value <= Rounding, new Queue<double>([search.Value]));
        while (!hasConverged && steps < options.Steps)
        {
            if (!search.Step())
            {
                hasConverged = true;
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            steps++;
            progress?.Invoke(steps, objective.Cosine);
            values.Enqueue(search.Value);
            hasConverged = search.Value <= Rounding || (values.Count > Window && values.Dequeue() - search.Value < LeastDecrease * search.Value);
        }

        var (l, r) = objective.Factors(search.Point);
        var (d, cosine) = objective.Nearest(search.Point);
        return new CpDecomposition(target, options, steps, hasConverged, new CpComponents(l, r, d.Transpose()), cosine);
    }

    private static double[] Draw(ulong seed, int length)
    {
        var values = new double[length];
        for (var index = 0; index < length; index += 2)
        {
            var block = Philox.Block(seed, (uint)(index / 2), 0, Philox.ComponentStream, 0);
            var normals = Philox.Normals(block.A, block.B);
            values[index] = normals.First;
            if (index + 1 < length)
                values[index + 1] = normals.Second;
        }

        return values;
    }
}
