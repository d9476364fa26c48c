using System.Numerics;
using Bilinear.Linalg.Eigen.Dense;

namespace Bilinear.Linalg.Eigen;

/// <summary>
/// The eigenpairs of a batch of matrices in memory. A matrix is cut into the blocks that its zeros leave uncoupled, so that zeros
/// stay exact, and each is divided by a power of two near its largest entry, so that entries of any size are safe.
/// </summary>
internal static unsafe class SymmetricSolver
{
    // Below this, float misses 2e-7·√n.
    private const int DoubleSize = 128;

    // From here on a single matrix takes several threads: below it their waits for each other cost more than they do.
    private const int SharedSize = 512;

    /// <param name="matrices">[batch, n, n].</param>
    /// <param name="values">[batch, count].</param>
    /// <param name="vectors">[batch, count, n].</param>
    /// <param name="end">Null for all pairs, by ascending eigenvalue.</param>
    /// <param name="parameter">The caller's parameter that a mistake in a matrix is reported for.</param>
    public static void Run<T>(T* matrices, int batch, int n, int count, SpectrumEnd? end, T* values, T* vectors, Workers workers, string parameter) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        workers.Run(batch, index =>
        {
            var matrix = new SymmetricMatrix<T>(matrices + ((long)index * n * n), n, parameter);
            Solve(matrix, count, end, values + ((long)index * count), vectors + ((long)index * count * n), workers);
        });

    /// <summary>The workers that the caller has entered, or the calling thread alone where the work is not worth others.</summary>
    public static Workers WorkersFor(int batch, int n) => batch > 1 || n >= SharedSize ? Workers.Current : Workers.Alone;

    private static void Solve<T>(SymmetricMatrix<T> matrix, int count, SpectrumEnd? end, T* values, T* vectors, Workers workers) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var exponent = matrix.CheckedExponent();
        var components = matrix.Components();
        var solvers = new ComponentSolver?[components.Count];
        try
        {
            var found = new List<(double Value, int Component, int Place)>(count);
            for (var index = 0; index < components.Count; index++)
            {
                var rows = components[index];
                if (rows.Length == 1)
                {
                    found.Add((double.CreateTruncating(matrix[rows[0], rows[0]]), index, 0));
                    continue;
                }

                var solver = solvers[index] = ComponentSolver.Create(rows.Length, typeof(T) == typeof(double) || rows.Length <= DoubleSize, workers);
                var own = components.Count == 1 ? exponent : matrix.ExponentOf(rows);
                matrix.CheckDifference(solver.Fill(matrix.Values, matrix.Size, rows, own), rows, own);
                solver.Run(end is { } leading ? ascending => leading.Order(ascending).Take(count) : null);
                found.AddRange(solver.Values.Select((value, place) => (Math.ScaleB(value, own), index, place)));
            }

            var all = found.ConvertAll(pair => pair.Value);
            var order = end?.Order(all).Take(count) ?? Enumerable.Range(0, all.Count).OrderBy(place => all[place]);
            foreach (var place in order)
            {
                var (value, component, row) = found[place];
                *values = T.CreateTruncating(value);
                if (!T.IsFinite(*values++))
                    throw new ArgumentException("The matrix has an eigenvalue beyond the largest number of its type: divide it by a power of two, and multiply the eigenvalues by that.", matrix.Parameter);
                new Span<T>(vectors, matrix.Size).Clear();
                if (solvers[component] is { } solver)
                    solver.Write(row, components[component], vectors);
                else
                    vectors[components[component][0]] = T.One;
                vectors += matrix.Size;
            }
        }
        finally
        {
            foreach (var solver in solvers)
                solver?.Dispose();
        }
    }
}
