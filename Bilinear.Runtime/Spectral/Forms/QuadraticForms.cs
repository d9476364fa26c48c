using Bilinear.Linalg;

namespace Bilinear.Spectral;

/// <summary>
/// A path as one quadratic form an output, in the coordinates of a basis: y_c = ĥᵀQ_cĥ + 2q_c·ĥ + c_c with ĥ = Ax + a.
/// In the latent basis ĥ is h. In the input basis it is Zᵀx, where Eᵀ = ZR is a thin QR: Z has orthonormal columns, and
/// what it leaves out of x, E does not see. An appended bias is one more coordinate, always 1.
/// </summary>
internal sealed class QuadraticForms
{
    private readonly FoldedPath _path;      // with h = _path.E ĥ + _path.InputOffset multiplied into W, V and S
    private readonly bool _isAppended;

    private QuadraticForms(FoldedPath path, Matrix coordinates, double[] offset, bool isAppended)
    {
        (_path, Coordinates, Offset, _isAppended) = (path, coordinates, offset, isAppended);
        if (isAppended)
        {
            Coordinates = new Matrix(coordinates.Rows + 1, coordinates.Columns, [.. coordinates.Values, .. new double[coordinates.Columns]]);
            Offset = [.. offset, 1];
        }
    }

    /// <summary>A, [size, n].</summary>
    public Matrix Coordinates { get; }

    /// <summary>a.</summary>
    public double[] Offset { get; }

    public int Outputs => _path.U.Rows;

    public static QuadraticForms Of(FoldedPath path, SpectrumBasis basis, BiasTreatment bias)
    {
        var isAppended = bias == BiasTreatment.Append;
        if (basis == SpectrumBasis.Latent)
            return new QuadraticForms(path, path.E, path.InputOffset, isAppended);

        // E = LZᵀ, so h = L ĥ + e.
        var lq = new ThinLq(path.E);
        return new QuadraticForms(Substitute(path, lq.L), lq.Q, new double[lq.Q.Rows], isAppended);
    }

    /// <summary>Q_u = ½(Wᵀdiag(u)V + Vᵀdiag(u)W) for output <paramref name="output"/>: symmetric to the last bit.</summary>
    public Matrix Interaction(int output)
    {
        var interaction = InteractionOf(_path.W, _path.V, _path.U.Row(output));
        if (!_isAppended)
            return interaction;

        var size = interaction.Rows;
        var appended = new Matrix(size + 1, size + 1);
        var linear = LinearOf(output);
        for (var row = 0; row < size; row++)
        {
            interaction.Row(row).CopyTo(appended.MutableRow(row));
            appended[row, size] = appended[size, row] = linear[row];
        }

        appended[size, size] = ConstantOf(output);
        return appended;
    }

    /// <summary>q_c, in the coordinates; zero where the bias is appended.</summary>
    public double[] Linear(int output) => _isAppended ? new double[Coordinates.Rows] : LinearOf(output);

    /// <summary>c_c; zero where the bias is appended.</summary>
    public double Constant(int output) => _isAppended ? 0 : ConstantOf(output);

    /// <summary>½(Wᵀdiag(u)V + Vᵀdiag(u)W).</summary>
    public static Matrix InteractionOf(Matrix w, Matrix v, ReadOnlySpan<double> direction) => Interactions.Of(w, v, new Matrix(1, direction.Length, direction.ToArray()))[0];

    // q = ½(Wᵀ(u ⊙ b_v) + Vᵀ(u ⊙ b_w) + S_c)
    private double[] LinearOf(int output)
    {
        var direction = _path.U.Row(output);
        var linear = new double[_path.W.Columns];
        for (var hidden = 0; hidden < direction.Length; hidden++)
        {
            Vectors.AddScaled(linear, 0.5 * direction[hidden] * _path.BiasV[hidden], _path.W.Row(hidden));
            Vectors.AddScaled(linear, 0.5 * direction[hidden] * _path.BiasW[hidden], _path.V.Row(hidden));
        }

        if (_path.S is { } residual)
            Vectors.AddScaled(linear, 0.5, residual.Row(output));
        return linear;
    }

    // c = Σ_a u_a b_w,a b_v,a + t_c
    private double ConstantOf(int output)
    {
        var constant = _path.Constant[output];
        var direction = _path.U.Row(output);
        for (var hidden = 0; hidden < direction.Length; hidden++)
            constant += direction[hidden] * _path.BiasW[hidden] * _path.BiasV[hidden];
        return constant;
    }

    /// <summary>The same path in the coordinates z of h = L z + e.</summary>
    public static FoldedPath Substitute(FoldedPath path, Matrix l) => path with
    {
        W = path.W.Times(l),
        V = path.V.Times(l),
        S = path.S?.Times(l),
        BiasW = Sum(path.W.Times(path.InputOffset), path.BiasW),
        BiasV = Sum(path.V.Times(path.InputOffset), path.BiasV),
        Constant = path.S is { } residual ? Sum(residual.Times(path.InputOffset), path.Constant) : path.Constant,
    };

    private static double[] Sum(double[] left, double[] right)
    {
        Vectors.AddScaled(left, 1, right);
        return left;
    }
}
