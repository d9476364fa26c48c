using Bilinear.Linalg;

namespace Bilinear.Spectral.Cp;

/// <summary>
/// (‖B − M‖² + penalty · Σ_ρ ‖M_ρ‖²) / ‖B‖² as a function of l and r, with the best d, for a model's tensor B and M = Σ_ρ M_ρ of the components
/// M_ρ = d_ρ ⊗ ½(l_ρ r_ρᵀ + r_ρ l_ρᵀ); without a penalty it is 1 − cos². The best d solve a linear system, D = T G⁻¹, with T_cρ = l_ρᵀB_c r_ρ and
/// G_ρσ = ½[(l_ρ·l_σ)(r_ρ·r_σ) + (l_ρ·r_σ)(r_ρ·l_σ)], on whose diagonal the penalty stands; where they are the best, the gradient in l and r is that
/// at fixed d (variable projection: Golub and Pereyra, 1973). The penalty keeps components from growing against each other, which cancel in the sum.
/// </summary>
/// <remarks>
/// Everything is a product of factors: eight of R × m × r, 16·R·m·r operations a step, and R²·(r + m) beside them. So a step costs O(rank · m · d),
/// and memory is O(rank · (m + d) + m · d), beside m² once for the norm; the tensor itself has outputs · d² numbers.
/// </remarks>
internal sealed class CpObjective(CpTarget target, int rank, double penalty)
{
    // So that components that have become one still have a solution.
    private const double LeastPenalty = 1e-10;

    private readonly int _size = target.W.Columns;

    /// <summary>l in the first half, r in the second; each [R, r].</summary>
    public int Length => 2 * rank * _size;

    public (Matrix L, Matrix R) Factors(ReadOnlySpan<double> point) =>
        (new Matrix(rank, _size, point[..(rank * _size)].ToArray()), new Matrix(rank, _size, point[(rank * _size)..].ToArray()));

    /// <summary>The cosine at the point that was evaluated last.</summary>
    public double Cosine { get; private set; }

    /// <summary>The d of given l and r that are the nearest without a penalty, [outputs, R], and the cosine between the tensor and the fit with them.</summary>
    public (Matrix D, double Cosine) Nearest(ReadOnlySpan<double> point)
    {
        var (l, r) = Factors(point);
        var contractions = new Contractions(target, l, r, LeastPenalty);
        return (contractions.D, contractions.Cosine);
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var (l, r) = Factors(point);
        var contractions = new Contractions(target, l, r, Math.Max(penalty, LeastPenalty));
        Cosine = contractions.Cosine;
        contractions.Gradient(gradient[..(rank * _size)], gradient[(rank * _size)..]);
        return contractions.Value;
    }

    /// <summary>The products that value and gradient share.</summary>
    private sealed class Contractions
    {
        private readonly CpTarget _target;
        private readonly double _penalty;
        private readonly Matrix _l;
        private readonly Matrix _r;
        private readonly Matrix _lw;    // l_ρ·w_a, [R, m], and so on
        private readonly Matrix _lv;
        private readonly Matrix _rw;
        private readonly Matrix _rv;
        private readonly Matrix _rr;    // r_ρ·r_σ, [R, R]
        private readonly Matrix _ll;
        private readonly Matrix _lr;

        public Contractions(CpTarget target, Matrix l, Matrix r, double penalty)
        {
            (_target, _l, _r, _penalty) = (target, l, r, penalty);
            (_lw, _lv, _rw, _rv) = (l.TimesTransposed(target.W), l.TimesTransposed(target.V), r.TimesTransposed(target.W), r.TimesTransposed(target.V));
            (_ll, _rr, _lr) = (l.TimesTransposed(l), r.TimesTransposed(r), l.TimesTransposed(r));
            var overlaps = target.U.TimesTransposed(HalfSum(_lw, _rv, _lv, _rw));
            var gram = HalfSum(_ll, _rr, _lr, _lr.Transpose());
            double[] squares = [.. Enumerable.Range(0, gram.Rows).Select(row => gram[row, row])];
            for (var row = 0; row < gram.Rows; row++)
                gram[row, row] += penalty * squares[row];
            D = new Cholesky(gram).SolveRows(overlaps);

            // At its minimum the objective is ‖B‖² − ⟨B, M⟩, and ‖M‖² is ⟨B, M⟩ − penalty · Σ_ρ ‖M_ρ‖².
            var inner = Vectors.Dot(D.Values, overlaps.Values);
            var components = Enumerable.Range(0, D.Rows).Sum(output => D.Row(output).ToArray().Select((d, component) => d * d * squares[component]).Sum());
            Value = 1 - (inner / target.SquaredNorm);
            Cosine = Math.Min(1, inner / Math.Sqrt(target.SquaredNorm * Math.Max(double.Epsilon, inner - (penalty * components))));
        }

        public Matrix D { get; }

        /// <summary>The objective.</summary>
        public double Value { get; }

        public double Cosine { get; }

        // ½∂/∂l_ρ ‖B − M‖² = Σ_σ (d_ρ·d_σ) ½[(r_ρ·r_σ) l_σ + (r_ρ·l_σ) r_σ] − Σ_a (Uᵀd_ρ)_a ½[(v_a·r_ρ) w_a + (w_a·r_ρ) v_a]
        public void Gradient(Span<double> left, Span<double> right)
        {
            var transposed = D.Transpose();
            var (ours, theirs) = (transposed.TimesTransposed(transposed), transposed.Times(_target.U));
            for (var component = 0; component < ours.Rows; component++)
                ours[component, component] *= 1 + _penalty;
            var rl = _lr.Transpose();
            Sum(left, Product(ours, _rr).Times(_l), Product(ours, rl).Times(_r), Product(theirs, _rv).Times(_target.W), Product(theirs, _rw).Times(_target.V));
            Sum(right, Product(ours, _ll).Times(_r), Product(ours, _lr).Times(_l), Product(theirs, _lv).Times(_target.W), Product(theirs, _lw).Times(_target.V));
        }

        // With 2 · ½ / ‖B‖²: the derivative of the value.
        private void Sum(Span<double> gradient, Matrix first, Matrix second, Matrix third, Matrix fourth)
        {
            for (var index = 0; index < gradient.Length; index++)
                gradient[index] = (first.Values[index] + second.Values[index] - third.Values[index] - fourth.Values[index]) / _target.SquaredNorm;
        }

        private static Matrix Product(Matrix left, Matrix right)
        {
            var product = Matrix.Uninitialized(left.Rows, left.Columns);
            Vectors.Multiply(left.Values, right.Values, product.Values);
            return product;
        }

        // ½(A ⊙ B + C ⊙ D)
        private static Matrix HalfSum(Matrix a, Matrix b, Matrix c, Matrix d)
        {
            var sum = Matrix.Uninitialized(a.Rows, a.Columns);
            for (var index = 0; index < sum.Values.Length; index++)
                sum.Values[index] = 0.5 * ((a.Values[index] * b.Values[index]) + (c.Values[index] * d.Values[index]));
            return sum;
        }
    }
}
