using Bilinear.Linalg;

namespace Bilinear.Spectral.Cp;

/// <summary>
/// The assignment of the rows of a square matrix to its columns, each to one of its own, whose sum is the largest: the method of shortest augmenting
/// paths with potentials, O(n³) (Kuhn 1955, Munkres 1957; Jonker and Volgenant, 1987).
/// </summary>
internal static class Assignment
{
    /// <summary>The column of each row.</summary>
    public static int[] Largest(Matrix values)
    {
        var n = values.Rows;
        var (rowPotentials, columnPotentials) = (new double[n + 1], new double[n + 1]);
        var rowOf = new int[n + 1];      // of each column, from 1; column 0 stands for none
        for (var row = 1; row <= n; row++)
        {
            var (distances, before, isDone) = (new double[n + 1], new int[n + 1], new bool[n + 1]);
            distances.AsSpan().Fill(double.PositiveInfinity);
            rowOf[0] = row;
            var column = 0;
            while (rowOf[column] != 0)
            {
                isDone[column] = true;
                var (nearest, delta, current) = (0, double.PositiveInfinity, rowOf[column]);
                for (var next = 1; next <= n; next++)
                {
                    if (isDone[next])
                        continue;
                    var distance = -values[current - 1, next - 1] - rowPotentials[current] - columnPotentials[next];
                    if (distance < distances[next])
                        (distances[next], before[next]) = (distance, column);
                    if (distances[next] < delta)
                        (delta, nearest) = (distances[next], next);
                }

                for (var each = 0; each <= n; each++)
                {
                    if (isDone[each])
                    {
                        rowPotentials[rowOf[each]] += delta;
                        columnPotentials[each] -= delta;
                    }
                    else
                    {
                        distances[each] -= delta;
                    }
                }

                column = nearest;
            }

            for (; column != 0; column = before[column])
                rowOf[column] = rowOf[before[column]];
        }

        var assigned = new int[n];
        for (var column = 1; column <= n; column++)
            assigned[rowOf[column] - 1] = column - 1;
        return assigned;
    }
}
