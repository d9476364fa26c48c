using System.Numerics;
using Bilinear.Linalg.Eigen.Tridiagonal;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg.Eigen.Dense;

/// <summary>
/// The eigenpairs of one coupled symmetric matrix with entries about 1: tridiagonalised, solved by divide and conquer, and
/// the vectors transformed back. Float or double, for any width of vectors.
/// </summary>
internal sealed unsafe class DenseEigen<T, TLanes, TDoubles> : ComponentSolver
    where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : unmanaged, ILanes<TLanes, T> where TDoubles : unmanaged, ILanes<TDoubles, double>
{
    private readonly Workers _workers;
    private readonly NativeArena _memory;
    private readonly Tridiagonalization<T, TLanes> _reduced;
    private readonly SquareBlock<T> _matrix;
    private readonly SquareBlock<T> _vectors;
    private readonly SquareBlock<T> _result;
    private readonly SquareBlock<T> _room;
    private readonly double* _z;
    private double[] _values = [];

    public DenseEigen(int size, Workers workers)
    {
        _workers = workers;
        var unit = Tile<T, TLanes>.Columns;
        var (elements, stride) = (SquareBlock<T>.ElementsOf(size, unit), SquareBlock<T>.StrideOf(size, unit));
        _memory = new NativeArena((4 * NativeArena.SizeOf<T>(elements)) + Tridiagonalization<T, TLanes>.MemoryOf(stride) + NativeArena.SizeOf<double>(stride));
        _matrix = new(_memory.Take<T>(elements), size, unit);
        _vectors = new(_memory.Take<T>(elements), size, unit);
        _result = new(_memory.Take<T>(elements), size, unit);
        _room = new(_memory.Take<T>(elements), size, unit);
        _reduced = new Tridiagonalization<T, TLanes>(_matrix, _memory, workers);
        _z = _memory.Take<double>(stride);
    }

    public override double[] Values => _values;

    public override double Fill<TSource>(TSource* matrix, long stride, int[] rows, int exponent)
    {
        const int Block = 16;
        var largest = TSource.Zero;

        // Half of each of the two that are added, over the scale: in two factors, since 2^−exponent may be no number of T.
        var halved = -exponent - 1;
        var (first, second) = (T.ScaleB(T.One, halved / 2), T.ScaleB(T.One, halved - (halved / 2)));
        for (var top = 0; top < rows.Length; top += Block)
        {
            for (var left = 0; left <= top; left += Block)
            {
                for (var i = top; i < Math.Min(rows.Length, top + Block); i++)
                {
                    for (var j = left; j < Math.Min(i + 1, left + Block); j++)
                    {
                        var (lower, upper) = (matrix[(rows[i] * stride) + rows[j]], matrix[(rows[j] * stride) + rows[i]]);
                        largest = TSource.Max(largest, TSource.Abs(lower - upper));
                        _matrix.Row(i)[j] = _matrix.Row(j)[i] = (T.CreateTruncating(lower) * first * second) + (T.CreateTruncating(upper) * first * second);
                    }
                }
            }
        }

        return double.CreateTruncating(largest);
    }

    public override void Write<TSource>(int place, int[] rows, TSource* target)
    {
        var vector = _result.Row(place);
        for (var i = 0; i < rows.Length; i++)
            target[rows[i]] = TSource.CreateTruncating(vector[i]);
    }

    public override void Run(Func<IReadOnlyList<double>, IEnumerable<int>>? chosen)
    {
        _reduced.Run();
        var size = _matrix.Size;
        var norm = 0.0;
        for (var i = 0; i < size; i++)
            norm = Math.Max(norm, Math.Abs(_reduced.Diagonal[i]) + Math.Abs(_reduced.OffDiagonal[i]));
        var epsilon = sizeof(T) == sizeof(float) ? 1.2e-7 : 2.2e-16;
        var problem = new TridiagonalProblem<T>(_vectors, _result, _room, _reduced.Diagonal, _reduced.OffDiagonal, _z, 2 * epsilon * norm);
        new DivideAndConquer<T, TLanes, TDoubles>(problem, _workers).Run(chosen);

        var ascending = Array.ConvertAll(problem.Order, row => problem.Values[row]);
        var places = chosen is null ? [.. Enumerable.Range(0, size)] : chosen(ascending).ToArray();
        _values = Array.ConvertAll(places, place => ascending[place]);
        for (var row = 0; row < places.Length; row++)
            new Span<T>(_vectors.Row(problem.Order[places[row]]), _matrix.PaddedSize).CopyTo(new Span<T>(_result.Row(row), _matrix.PaddedSize));
        new BackTransformation<T, TLanes>(_matrix, _reduced.Scales, _room, _workers).Apply(_result, places.Length);
        for (var row = 0; row < places.Length; row++)
            Normalize(_result.Row(row));
    }

    public override void Dispose() => _memory.Dispose();

    private void Normalize(T* vector)
    {
        var length = Math.Sqrt(Rows<T, TLanes>.PreciseDot(vector, vector, _matrix.PaddedSize));
        Rows<T, TLanes>.Scale(vector, T.CreateTruncating(1 / length), _matrix.PaddedSize);
    }
}
