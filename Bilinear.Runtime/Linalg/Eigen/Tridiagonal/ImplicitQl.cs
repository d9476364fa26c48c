using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Bilinear.Linalg.Eigen.Tridiagonal;

/// <summary>
/// The eigenvalues of a symmetric tridiagonal matrix by the implicit QL method with Wilkinson's shift (Dubrulle, Martin and
/// Wilkinson, "The implicit QL algorithm", Handbook for Automatic Computation II/4, 1971). Every rotation of the matrix is one of two rows of the vectors.
/// </summary>
/// <param name="diagonal">Becomes the values, in no order.</param>
/// <param name="offDiagonal">Entry i couples i and i + 1, the last is zero; becomes zero.</param>
/// <param name="rows">The identity; its rows become the vectors.</param>
internal sealed class ImplicitQl(double[] diagonal, double[] offDiagonal, Matrix rows)
{
    private const double Epsilon = 2.220446049250313e-16;

    // The method converges for every matrix, mostly in two sweeps a value.
    private const int SweepsPerValue = 60;

    public void Run()
    {
        var sweepsLeft = (long)SweepsPerValue * diagonal.Length;
        for (var first = 0; first < diagonal.Length; first++)
        {
            for (var last = EndOfBlock(first); last > first; last = EndOfBlock(first))
            {
                if (sweepsLeft-- == 0)
                    throw new UnreachableException($"The QL method did not converge for a matrix of {diagonal.Length} rows.");
                Sweep(first, last);
            }
        }
    }

    // The last index that is still coupled to `first`; what couples it to the next one is set to zero.
    private int EndOfBlock(int first)
    {
        var last = first;
        while (last < diagonal.Length - 1)
        {
            var coupling = Math.Abs(offDiagonal[last]);
            if (coupling <= Epsilon * (Math.Abs(diagonal[last]) + Math.Abs(diagonal[last + 1])) || coupling <= Epsilon * Epsilon)
            {
                offDiagonal[last] = 0;
                break;
            }

            last++;
        }

        return last;
    }

    // One QL step on rows first…last: a rotation at the end brings in the shift, the others chase the bulge up to `first`.
    private void Sweep(int first, int last)
    {
        var (d, e) = (diagonal, offDiagonal);
        var half = (d[first + 1] - d[first]) / (2 * e[first]);
        var bulge = d[last] - d[first] + (e[first] / (half + Math.CopySign(Hypotenuse(half, 1), half)));
        var (cosine, sine, moved) = (1.0, 1.0, 0.0);
        for (var i = last - 1; i >= first; i--)
        {
            var (f, b) = (sine * e[i], cosine * e[i]);
            var r = Hypotenuse(f, bulge);
            e[i + 1] = r;
            if (r == 0)
            {
                // The block falls apart here; the next look at it sees that.
                d[i + 1] -= moved;
                e[last] = 0;
                return;
            }

            (sine, cosine) = (f / r, bulge / r);
            bulge = d[i + 1] - moved;
            r = ((d[i] - bulge) * sine) + (2 * cosine * b);
            moved = sine * r;
            d[i + 1] = bulge + moved;
            bulge = (cosine * r) - b;
            Rotate(rows.MutableRow(i), rows.MutableRow(i + 1), cosine, sine);
        }

        d[first] -= moved;
        e[first] = bulge;
        e[last] = 0;
    }

    // Rows i and i + 1 become c·rᵢ − s·rᵢ₊₁ and s·rᵢ + c·rᵢ₊₁.
    private static void Rotate(Span<double> upper, Span<double> lower, double cosine, double sine)
    {
        var u = MemoryMarshal.Cast<double, Vector<double>>(upper);
        var l = MemoryMarshal.Cast<double, Vector<double>>(lower)[..u.Length];
        var (c, s) = (new Vector<double>(cosine), new Vector<double>(sine));
        for (var index = 0; index < u.Length; index++)
        {
            var (above, below) = (u[index], l[index]);
            u[index] = (c * above) - (s * below);
            l[index] = (s * above) + (c * below);
        }

        for (var rest = u.Length * Vector<double>.Count; rest < upper.Length; rest++)
            (upper[rest], lower[rest]) = ((cosine * upper[rest]) - (sine * lower[rest]), (sine * upper[rest]) + (cosine * lower[rest]));
    }

    // √(a² + b²); the matrix is scaled to about 1, so squares do not overflow.
    private static double Hypotenuse(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
