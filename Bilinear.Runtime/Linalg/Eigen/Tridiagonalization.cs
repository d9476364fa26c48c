using System.Numerics;
using System.Runtime.InteropServices;

namespace Bilinear.Linalg;

/// <summary>
/// A = H T Hᵀ with T tridiagonal and H = H_0 H_1 … a product of reflectors H_k = I − u uᵀ/h. Only the upper triangle is
/// read and written, row by row, and each row is touched once a step: the rank-two update of one reflector and the
/// product with the next are one pass (Golub and Van Loan, "Matrix Computations", 8.3.1, with the two loops fused).
/// </summary>
internal sealed class Tridiagonalization
{
    private readonly int _size;
    private readonly double[] _reflectors;      // u_k is row k, from column k + 1
    private readonly double[] _scales;          // 1/h_k; zero for no reflection

    /// <param name="matrix">[n, n], overwritten; its largest entry is about 1.</param>
    public Tridiagonalization(double[] matrix, int size)
    {
        (_size, _reflectors, _scales) = (size, matrix, new double[size]);
        Diagonal = new double[size];
        OffDiagonal = new double[size];
        Reduce();
    }

    public double[] Diagonal { get; }

    /// <summary>Entry k couples k and k + 1; the last is zero.</summary>
    public double[] OffDiagonal { get; }

    /// <summary>Turns vectors of T into vectors of A: each row s becomes H s.</summary>
    public void Apply(Span<double> rows)
    {
        for (var row = 0; row < rows.Length; row += _size)
        {
            var vector = rows.Slice(row, _size);
            for (var k = _size - 3; k >= 0; k--)
            {
                if (_scales[k] == 0)
                    continue;
                var reflector = ReflectorOf(k);
                var tail = vector[(k + 1)..];
                Vectors.AddScaled(tail, -_scales[k] * Vectors.Dot(reflector, tail), reflector);
            }
        }
    }

    private void Reduce()
    {
        var n = _size;
        var (u, w) = (new double[n], new double[n]);          // the last step's A ← A − u wᵀ − w uᵀ, not yet made
        var (next, product) = (new double[n], new double[n]);
        for (var k = 0; k < n; k++)
        {
            var row = RowOf(k);
            Update(row, u.AsSpan(k), w.AsSpan(k), u[k], w[k]);
            Diagonal[k] = row[0];
            if (k >= n - 2)
            {
                OffDiagonal[k] = k == n - 2 ? row[1] : 0;
                continue;
            }

            (OffDiagonal[k], _scales[k]) = Reflect(row[1..]);
            next.AsSpan().Clear();
            product.AsSpan().Clear();
            if (_scales[k] != 0)
                row[1..].CopyTo(next.AsSpan(k + 1));

            // p = A u/h over the trailing rows, each updated on the way
            for (var i = k + 1; i < n; i++)
                UpdateAndMultiply(RowOf(i), u.AsSpan(i), w.AsSpan(i), next.AsSpan(i), product.AsSpan(i));
            var scaled = product.AsSpan(k + 1);
            foreach (ref var value in scaled)
                value *= _scales[k];

            // w = p − (uᵀp/2h) u
            Vectors.AddScaled(scaled, -0.5 * _scales[k] * Vectors.Dot(scaled, next.AsSpan(k + 1)), next.AsSpan(k + 1));
            (u, next) = (next, u);
            (w, product) = (product, w);
        }
    }

    private Span<double> RowOf(int k) => _reflectors.AsSpan((k * _size) + k, _size - k);

    private ReadOnlySpan<double> ReflectorOf(int k) => RowOf(k)[1..];

    // x becomes u, so that (I − u uᵀ/h) x = (e, 0, …, 0); gives e and 1/h.
    private static (double OffDiagonal, double Scale) Reflect(Span<double> x)
    {
        // Squares below this are lost, and what they stand for is 1e-140 of the matrix.
        if (Vectors.MaxMagnitude(x[1..]) < 1e-140)
            return (x[0], 0);
        var norm = Vectors.Norm(x);
        var offDiagonal = x[0] > 0 ? -norm : norm;
        var h = norm * (norm + Math.Abs(x[0]));
        x[0] -= offDiagonal;
        return (offDiagonal, 1 / h);
    }

    // a −= u_i w + w_i u
    private static void Update(Span<double> a, ReadOnlySpan<double> u, ReadOnlySpan<double> w, double ui, double wi)
    {
        Vectors.AddScaled(a, -ui, w);
        Vectors.AddScaled(a, -wi, u);
    }

    // a −= u_i w + w_i u for row i of the upper triangle, whose first element is the diagonal; then p_i += a·next, and p_j += a_j next_i for j > i.
    private static void UpdateAndMultiply(Span<double> a, ReadOnlySpan<double> u, ReadOnlySpan<double> w, ReadOnlySpan<double> next, Span<double> p)
    {
        var (ui, wi, ni) = (u[0], w[0], next[0]);
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vu = MemoryMarshal.Cast<double, Vector<double>>(u)[..va.Length];
        var vw = MemoryMarshal.Cast<double, Vector<double>>(w)[..va.Length];
        var vn = MemoryMarshal.Cast<double, Vector<double>>(next)[..va.Length];
        var vp = MemoryMarshal.Cast<double, Vector<double>>(p)[..va.Length];
        var (fu, fw, fn, dots) = (new Vector<double>(-ui), new Vector<double>(-wi), new Vector<double>(ni), Vector<double>.Zero);
        for (var index = 0; index < va.Length; index++)
        {
            var value = Vector.FusedMultiplyAdd(fu, vw[index], Vector.FusedMultiplyAdd(fw, vu[index], va[index]));
            va[index] = value;
            dots = Vector.FusedMultiplyAdd(value, vn[index], dots);
            vp[index] = Vector.FusedMultiplyAdd(fn, value, vp[index]);
        }

        var dot = Vector.Sum(dots);
        for (var rest = va.Length * Vector<double>.Count; rest < a.Length; rest++)
        {
            a[rest] -= (ui * w[rest]) + (wi * u[rest]);
            dot += a[rest] * next[rest];
            p[rest] += ni * a[rest];
        }

        // The diagonal is in p already.
        p[0] += dot - (ni * a[0]);
    }
}
