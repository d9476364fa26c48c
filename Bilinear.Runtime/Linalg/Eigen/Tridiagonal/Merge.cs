using System.Numerics;
using System.Runtime.CompilerServices;
using Bilinear.Kernels;
using Bilinear.Linalg.Eigen.Dense;
using Bilinear.Linalg.Lanes;

namespace Bilinear.Linalg.Eigen.Tridiagonal;

/// <summary>
/// The eigenpairs of a tridiagonal block from those of its halves: T = [T₁ 0; 0 T₂] + ρ u uᵀ, so in the halves' vectors
/// D + ρ z zᵀ. The vectors of that are made of a ẑ whose eigenvalues are exactly the roots found, which makes them orthogonal
/// to the last bits however close the roots are (Gu and Eisenstat, "A stable and efficient algorithm for the rank-one
/// modification of the symmetric eigenproblem", 1994), and a product turns them into vectors of T.
/// </summary>
internal sealed unsafe class Merge<T, TLanes, TDoubles>(TridiagonalProblem<T> problem, int low, int middle, int high, Workers workers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLanes : unmanaged, ILanes<TLanes, T> where TDoubles : unmanaged, ILanes<TDoubles, double>
{
    private const int ChunkRoots = 32;

    private readonly SquareBlock<T> _vectors = problem.Vectors;
    private readonly int _size = high - low;

    // By root: its pole and its distance from that.
    private readonly int[] _origins = new int[high - low];
    private readonly double[] _distances = new double[high - low];

    // By pole, in the order in which the product takes them: first those of rows in the upper half alone, last in the lower alone.
    private int[] _rows = [];
    private int _firstOfLower;
    private int _endOfUpper;

    /// <param name="chosen">Which of the vectors to compute, from the values in ascending order; null for all.</param>
    public void Run(Func<IReadOnlyList<double>, IEnumerable<int>>? chosen)
    {
        // u is zero but for 1 at the end of the first half, and the coupling's sign at the start of the second.
        var coupling = problem.OffDiagonal[middle - 1];
        var rho = 2 * Math.Abs(coupling);
        var deflation = Deflate(rho, Math.Sign(coupling));
        var count = deflation.Poles.Count;
        var width = TDoubles.Width;
        var padded = Ceiling.Divide(count, width) * width;
        using var memory = new NativeArena(5 * NativeArena.SizeOf<double>(padded + width));
        var poles = memory.Take<double>(padded);
        var weights = memory.Take<double>(padded);
        var corrected = memory.Take<double>(padded);
        new Span<double>(poles, padded).Fill(double.PositiveInfinity);
        for (var j = 0; j < count; j++)
        {
            var row = deflation.Poles[j];
            poles[j] = problem.Values[row];
            weights[j] = rho * problem.Z[row] * problem.Z[row];
        }

        var chunks = Ceiling.Divide(count, ChunkRoots);
        workers.Run(chunks, chunk =>
        {
            var equation = new SecularEquation<TDoubles>(poles, weights, count);
            for (var i = chunk * ChunkRoots; i < Math.Min(count, (chunk + 1) * ChunkRoots); i++)
                (_origins[i], _distances[i]) = equation.Root(i);
        });
        workers.Run(Ceiling.Divide(padded, ChunkRoots), chunk =>
        {
            for (var j = chunk * ChunkRoots; j < Math.Min(padded, (chunk + 1) * ChunkRoots); j += width)
                CorrectWeights(poles, count, j, corrected + j);
        });

        for (var i = 0; i < count; i++)
        {
            corrected[i] = Math.CopySign(Math.Sqrt(Math.Abs(corrected[i])), problem.Z[deflation.Poles[i]]);
            problem.Values[deflation.Poles[i]] = poles[_origins[i]] + _distances[i];
        }

        problem.Sort(low, high);
        var wanted = Wanted(deflation, chosen);
        if (wanted.Length > 0)
            Multiply(deflation, poles, corrected, wanted, memory.Take<double>(padded), memory.Take<double>(padded));
    }

    // z is the halves' vectors times u/√2.
    private Deflation Deflate(double rho, int sign)
    {
        for (var row = low; row < high; row++)
            problem.Z[row] = double.CreateTruncating(row < middle ? _vectors.Row(row)[middle - 1] : _vectors.Row(row)[middle]) * (row < middle ? 1 : sign) * Math.Sqrt(0.5);
        problem.Sort(low, high);
        var deflation = new Deflation(problem.Values, problem.Z, problem.Order[low..high], rho, problem.Tolerance);
        deflation.Run();
        foreach (var (x, y, cosine, sine) in deflation.Rotations)
        {
            Rows<T, TLanes>.Rotate(_vectors.Row(x) + low, _vectors.Row(y) + low, T.CreateTruncating(cosine), T.CreateTruncating(sine), _vectors.Padded(high) - low);
            problem.IsMixed[x] = problem.IsMixed[y] = true;
        }

        return deflation;
    }

    // ẑ_j² = Π_i (λ_i − d_j) / Π_{i≠j} (d_i − d_j), for a vector of j
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CorrectWeights(double* poles, int count, int j, double* corrected)
    {
        var pole = TDoubles.Load(poles + j);
        var product = TDoubles.Create(1);
        var own = stackalloc double[TDoubles.Width];
        for (var i = 0; i < count; i++)
        {
            var toRoot = TDoubles.Create(poles[_origins[i]]) - pole + TDoubles.Create(_distances[i]);
            var toPole = TDoubles.Create(poles[i]) - pole;
            if ((uint)(i - j) < TDoubles.Width)
            {
                TDoubles.Store(toPole, own);
                own[i - j] = 1;
                toPole = TDoubles.Load(own);
            }

            product *= toRoot / toPole;
        }

        TDoubles.Store(product, corrected);
    }

    // The roots, by the place of their pole, whose vectors are asked for.
    private int[] Wanted(Deflation deflation, Func<IReadOnlyList<double>, IEnumerable<int>>? chosen)
    {
        if (chosen is null)
            return [.. Enumerable.Range(0, deflation.Poles.Count)];
        var places = deflation.Poles.Index().ToDictionary(pole => pole.Item, pole => pole.Index);
        var rows = problem.Order[low..high];
        return [.. chosen([.. rows.Select(row => problem.Values[row])]).Select(index => rows[index]).Where(places.ContainsKey).Select(row => places[row])];
    }

    // Vectors of the block: [s_upper · Q₁, s_lower · Q₂]
    private void Multiply(Deflation deflation, double* poles, double* corrected, int[] wanted, double* groupedPoles, double* groupedZ)
    {
        var count = deflation.Poles.Count;
        Group(deflation, poles, corrected, groupedPoles, groupedZ);
        var tileColumns = Tile<T, TLanes>.Columns;
        var upperStrips = (middle - low) / tileColumns;
        var strips = upperStrips + ((_vectors.Padded(high) - middle) / tileColumns);
        var packed = problem.Spare.Row(low);
        T* PackedStrip(int strip) => packed + (strip < upperStrips
            ? (long)strip * _endOfUpper * tileColumns
            : ((long)upperStrips * _endOfUpper * tileColumns) + ((long)(strip - upperStrips) * (count - _firstOfLower) * tileColumns));

        workers.Run(strips, strip =>
        {
            var target = PackedStrip(strip);
            var (first, end) = strip < upperStrips ? (0, _endOfUpper) : (_firstOfLower, count);
            for (var j = first; j < end; j++, target += tileColumns)
                new Span<T>(_vectors.Row(_rows[j]) + low + (strip * tileColumns), tileColumns).CopyTo(new Span<T>(target, tileColumns));
        });

        var tileRows = Tile<T, TLanes>.Rows;
        workers.Run(Ceiling.Divide(wanted.Length, ChunkRoots), chunk =>
        {
            var first = chunk * ChunkRoots;
            var end = Math.Min(wanted.Length, first + ChunkRoots);
            var factors = problem.Factors.Row(low + first);
            for (var i = first; i < end; i++)
                Vector(wanted[i], count, poles, groupedPoles, groupedZ, factors + ((i - first) * problem.Factors.Stride));
            var tile = stackalloc T[tileRows * tileColumns];
            for (var strip = 0; strip < strips; strip++)
            {
                var (from, depth) = strip < upperStrips ? (0, _endOfUpper) : (_firstOfLower, count - _firstOfLower);
                for (var i = first; i < end; i += tileRows)
                {
                    Tile<T, TLanes>.Multiply(factors + ((i - first) * problem.Factors.Stride) + from, problem.Factors.Stride, PackedStrip(strip), tileColumns, depth, tile, tileColumns, isSubtracted: false);
                    for (var r = 0; r < Math.Min(tileRows, end - i); r++)
                        new Span<T>(tile + (r * tileColumns), tileColumns).CopyTo(new Span<T>(_vectors.Row(deflation.Poles[wanted[i + r]]) + low + (strip * tileColumns), tileColumns));
                }
            }
        });
    }

    private void Group(Deflation deflation, double* poles, double* corrected, double* groupedPoles, double* groupedZ)
    {
        var places = Enumerable.Range(0, deflation.Poles.Count).OrderBy(j => problem.IsMixed[deflation.Poles[j]] ? 1 : deflation.Poles[j] < middle ? 0 : 2).ToArray();
        _rows = Array.ConvertAll(places, j => deflation.Poles[j]);
        _firstOfLower = _rows.Count(row => row < middle && !problem.IsMixed[row]);
        _endOfUpper = _rows.Count(row => row < middle || problem.IsMixed[row]);
        for (var j = 0; j < places.Length; j++)
            (groupedPoles[j], groupedZ[j]) = (poles[places[j]], corrected[places[j]]);
        Array.Fill(problem.IsMixed, false, low, _size);
    }

    // s_j = ẑ_j/(d_j − λ), of length one
    private void Vector(int root, int count, double* poles, double* groupedPoles, double* groupedZ, T* vector)
    {
        var (shift, distance) = (poles[_origins[root]], _distances[root]);
        var squares = 0.0;
        for (var j = 0; j < count; j++)
        {
            var value = groupedZ[j] / (groupedPoles[j] - shift - distance);
            squares += value * value;
            vector[j] = T.CreateTruncating(value);
        }

        Rows<T, TLanes>.Scale(vector, T.CreateTruncating(1 / Math.Sqrt(squares)), Ceiling.Divide(count, TLanes.Width) * TLanes.Width);
    }
}
