using Bilinear.Linalg;

namespace Bilinear.Spectral.Forms;

/// <summary>
/// A path as one quadratic form per output, in the coordinates of a basis: y_c = ĥᵀQ_cĥ + 2q_c·ĥ + c_c with ĥ = Ax + a.
/// In the latent basis ĥ is h. In the input basis it is Zᵀx, where Eᵀ = ZR is a thin QR: Z has orthonormal columns, and
/// the part of x that Zᵀ drops does not reach h. An appended bias is one more coordinate, always 1.
/// </summary>
internal sealed class QuadraticForms
{
    private readonly SpectrumBasis _basis;
    private readonly FoldedPath _path;      // with h = _path.E ĥ + _path.InputOffset multiplied into W, V and S
    private readonly bool _isAppended;

    private QuadraticForms(SpectrumBasis basis, FoldedPath path, Matrix coordinates, double[] offset, bool isAppended)
    {
        (_basis, _path, Coordinates, Offset, _isAppended) = (basis, path, coordinates, offset, isAppended);
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
            return new QuadraticForms(basis, path, path.E, path.InputOffset, isAppended);

        // E = LZᵀ, so h = L ĥ + e.
        var lq = new ThinLq(path.E);
        return new QuadraticForms(basis, Substitute(path, lq.L), lq.Q, new double[lq.Q.Rows], isAppended);
    }

    /// <summary>
    /// Converts vectors over ĥ, one per row, to the coordinates that users see: ĥ itself in the latent basis, x (with an appended 1
    /// behind it) in the input basis, where the frame of ĥ is internal.
    /// </summary>
    /// <param name="pictures">The rows times the coordinates.</param>
    public Matrix InBasis(Matrix rows, Matrix pictures) => InBasis(_basis, _isAppended, rows, pictures);

    /// <inheritdoc cref="InBasis(Matrix, Matrix)"/>
    public Matrix InBasis(Matrix rows) => _basis == SpectrumBasis.Latent ? rows : InBasis(rows, rows.Times(Coordinates));

    /// <summary>A projector over ĥ in the coordinates that users see.</summary>
    public Matrix ProjectorInBasis(Matrix projector) => ProjectorInBasis(_basis, _isAppended, Coordinates, projector);

    /// <inheritdoc cref="InBasis(Matrix, Matrix)"/>
    public static Matrix InBasis(SpectrumBasis basis, bool isAppended, Matrix rows, Matrix pictures)
    {
        if (basis == SpectrumBasis.Latent)
            return rows;
        if (!isAppended)
            return pictures;
        var extended = new Matrix(rows.Rows, pictures.Columns + 1);
        for (var row = 0; row < rows.Rows; row++)
        {
            pictures.Row(row).CopyTo(extended.MutableRow(row));
            extended[row, pictures.Columns] = rows[row, rows.Columns - 1];
        }

        return extended;
    }

    /// <inheritdoc cref="ProjectorInBasis(Matrix)"/>
    public static Matrix ProjectorInBasis(SpectrumBasis basis, bool isAppended, Matrix coordinates, Matrix projector)
    {
        if (basis == SpectrumBasis.Latent)
            return projector;
        var frame = InBasis(basis, isAppended, Matrix.Identity(projector.Rows), coordinates);
        return frame.Transpose().Times(projector).Times(frame);
    }

    /// <summary>The interaction matrix Q_u of u·y, with an appended bias as its last row and column: symmetric to the last bit.</summary>
    /// <param name="direction">u, one coefficient per output.</param>
    public Matrix Interaction(ReadOnlySpan<double> direction)
    {
        var units = UnitsOf(direction);
        var interaction = InteractionOf(_path.W, _path.V, units);
        return _isAppended ? Append(interaction, LinearOf(units, direction), ConstantOf(units, direction), unit: 1) : interaction;
    }

    /// <summary>The interaction matrix of one output.</summary>
    public Matrix Interaction(int output) => Interaction(Direction.Row(output, Outputs).Span);

    /// <summary>The interaction matrices of some directions in float, one after the other: for forms with more rows than are decomposed in double.</summary>
    public SingleInteractions SingleInteractions(IReadOnlyList<Direction> directions)
    {
        var side = Coordinates.Rows;
        var units = new Matrix(directions.Count, _path.U.Columns);
        for (var index = 0; index < directions.Count; index++)
            UnitsOf(directions[index].Span).CopyTo(units.MutableRow(index));
        var interactions = Interactions.Single(_path.W, _path.V, units, side);
        for (var index = 0; index < directions.Count && _isAppended; index++)
            interactions.Append(index, side, LinearOf(units.Row(index), directions[index].Span), ConstantOf(units.Row(index), directions[index].Span));
        return interactions;
    }

    /// <summary>q_u and c_u of u·y, in the coordinates; zero where the bias is appended.</summary>
    public (double[] Linear, double Constant) AffinePart(ReadOnlySpan<double> direction)
    {
        if (_isAppended)
            return (new double[Coordinates.Rows], 0);
        var units = UnitsOf(direction);
        return (LinearOf(units, direction), ConstantOf(units, direction));
    }

    /// <summary>q_c of one output.</summary>
    public double[] Linear(int output) => AffinePart(Direction.Row(output, Outputs).Span).Linear;

    /// <summary>c_c of one output.</summary>
    public double Constant(int output) => AffinePart(Direction.Row(output, Outputs).Span).Constant;

    /// <summary>[[Q, q/ρ], [qᵀ/ρ, c/ρ²]]: the form ĥᵀQĥ + 2q·ĥ + c as one of [ĥ; ρ].</summary>
    /// <param name="unit">ρ, the length of the appended coordinate.</param>
    public static Matrix Append(Matrix interaction, ReadOnlySpan<double> linear, double constant, double unit)
    {
        var size = interaction.Rows;
        var appended = new Matrix(size + 1, size + 1);
        for (var row = 0; row < size; row++)
        {
            interaction.Row(row).CopyTo(appended.MutableRow(row));
            appended[row, size] = appended[size, row] = linear[row] / unit;
        }

        appended[size, size] = constant / (unit * unit);
        return appended;
    }

    /// <summary>½(Wᵀdiag(u)V + Vᵀdiag(u)W).</summary>
    public static Matrix InteractionOf(Matrix w, Matrix v, ReadOnlySpan<double> direction) => Interactions.Of(w, v, new Matrix(1, direction.Length, direction.ToArray()))[0];

    // Uᵀdirection
    private double[] UnitsOf(ReadOnlySpan<double> direction)
    {
        var units = new double[_path.U.Columns];
        for (var output = 0; output < direction.Length; output++)
        {
            if (direction[output] != 0)
                Vectors.AddScaled(units, direction[output], _path.U.Row(output));
        }

        return units;
    }

    // q = ½(Wᵀ(u ⊙ b_v) + Vᵀ(u ⊙ b_w) + Sᵀdirection), u the units
    private double[] LinearOf(ReadOnlySpan<double> units, ReadOnlySpan<double> direction)
    {
        var linear = new double[_path.W.Columns];
        for (var hidden = 0; hidden < units.Length; hidden++)
        {
            Vectors.AddScaled(linear, 0.5 * units[hidden] * _path.BiasV[hidden], _path.W.Row(hidden));
            Vectors.AddScaled(linear, 0.5 * units[hidden] * _path.BiasW[hidden], _path.V.Row(hidden));
        }

        for (var output = 0; output < direction.Length && _path.S is not null; output++)
            Vectors.AddScaled(linear, 0.5 * direction[output], _path.S.Row(output));
        return linear;
    }

    // c = Σ_a u_a b_w,a b_v,a + t·direction
    private double ConstantOf(ReadOnlySpan<double> units, ReadOnlySpan<double> direction)
    {
        var constant = Vectors.Dot(direction, _path.Constant);
        for (var hidden = 0; hidden < units.Length; hidden++)
            constant += units[hidden] * _path.BiasW[hidden] * _path.BiasV[hidden];
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
