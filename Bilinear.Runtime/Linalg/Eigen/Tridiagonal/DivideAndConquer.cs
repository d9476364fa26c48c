using System.Numerics;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg.Eigen.Tridiagonal;

/// <summary>
/// The eigenpairs of a symmetric tridiagonal matrix (Cuppen, "A divide and conquer method for the symmetric tridiagonal
/// eigenproblem", 1981): cut into blocks of a few dozen rows, each solved by the QL method, and merged two by two. Only the
/// last merge knows which vectors are wanted, and it is three quarters of the work.
/// </summary>
internal sealed class DivideAndConquer<T, TLanes, TDoubles>(TridiagonalProblem<T> problem, Workers workers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : unmanaged, ILanes<TLanes, T> where TDoubles : unmanaged, ILanes<TDoubles, double>
{
    private const int LeafRows = 32;

    private readonly List<(int Low, int High)> _leaves = [];
    private readonly List<List<(int Low, int Middle, int High)>> _levels = [];

    /// <param name="chosen">Which vectors to compute, from the values in ascending order; null for all.</param>
    public void Run(Func<IReadOnlyList<double>, IEnumerable<int>>? chosen)
    {
        Cut(0, problem.Vectors.Size, 0);
        workers.Run(_leaves.Count, index => SolveLeaf(_leaves[index].Low, _leaves[index].High));
        for (var depth = _levels.Count - 1; depth >= 0; depth--)
        {
            var level = _levels[depth];
            var only = depth == 0 ? chosen : null;
            workers.Run(level.Count, index => new Merge<T, TLanes, TDoubles>(problem, level[index].Low, level[index].Middle, level[index].High, workers).Run(only));
        }
    }

    // T = [T₁ 0; 0 T₂] + |e| u uᵀ takes |e| from both entries beside the cut.
    private unsafe void Cut(int low, int high, int depth)
    {
        if (high - low <= LeafRows)
        {
            _leaves.Add((low, high));
            return;
        }

        var middle = low + problem.Vectors.Padded((high - low) / 2);
        var coupling = Math.Abs(problem.OffDiagonal[middle - 1]);
        problem.Values[middle - 1] -= coupling;
        problem.Values[middle] -= coupling;
        if (_levels.Count == depth)
            _levels.Add([]);
        _levels[depth].Add((low, middle, high));
        Cut(low, middle, depth + 1);
        Cut(middle, high, depth + 1);
    }

    private unsafe void SolveLeaf(int low, int high)
    {
        var size = high - low;
        var diagonal = new Span<double>(problem.Values + low, size).ToArray();
        var offDiagonal = new Span<double>(problem.OffDiagonal + low, size).ToArray();
        offDiagonal[^1] = 0;
        var rows = Matrix.Identity(size);
        new ImplicitQl(diagonal, offDiagonal, rows).Run();
        diagonal.CopyTo(new Span<double>(problem.Values + low, size));
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
                problem.Vectors.Row(low + row)[low + column] = T.CreateTruncating(rows[row, column]);
        }

        problem.Sort(low, high);
    }
}
