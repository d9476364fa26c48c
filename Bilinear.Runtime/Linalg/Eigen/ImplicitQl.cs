using System.Diagnostics;

namespace Bilinear.Linalg;

/// <summary>
/// The eigenvalues of a symmetric tridiagonal matrix by the implicit QL method with Wilkinson's shift (Dubrulle, Martin and
/// Wilkinson, "The implicit QL algorithm", Handbook for Automatic Computation II/4, 1971). Every rotation of the matrix is handed on for
/// the vectors.
/// </summary>
internal sealed class ImplicitQl(double[] diagonal, double[] offDiagonal, Rotations rotations)
{
    private const double Epsilon = 2.220446049250313e-16;

    // The method converges for every matrix, mostly in two sweeps a value.
    private const int SweepsPerValue = 60;

    /// <summary>Leaves the values in <c>diagonal</c>, in no order, and the matrix's entries beside it zero.</summary>
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

        rotations.Flush();
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
            rotations.Add(i, cosine, sine);
        }

        d[first] -= moved;
        e[first] = bulge;
        e[last] = 0;
    }

    // √(a² + b²); the matrix is scaled to about 1, so squares do not overflow.
    private static double Hypotenuse(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
