using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Units;

/// <summary>The linear and constant parts of all outputs in the model's input: 2q·ĥ + c = 2(Aᵀq)·x + 2q·a + c.</summary>
/// <param name="Rows">2Aᵀq, one row per output.</param>
/// <param name="Constants">2q·a + c, one per output.</param>
internal sealed record AffineUnits(Matrix Rows, double[] Constants)
{
    public bool IsZero => Vectors.MaxMagnitude(Rows.Values) == 0 && Vectors.MaxMagnitude(Constants) == 0;

    /// <summary>Collects the linear parts of the outputs; returns null where no output has one.</summary>
    public static AffineUnits? Of(QuadraticForms forms)
    {
        var linear = new AffineUnits(new Matrix(forms.Outputs, forms.Coordinates.Rows), new double[forms.Outputs]);
        for (var output = 0; output < forms.Outputs; output++)
            linear.Add(output, 2, forms.Linear(output), forms.Constant(output) / 2);
        return linear.IsZero ? null : linear.Behind(forms.Coordinates, forms.Offset);
    }

    /// <summary>Adds scale · (row·ĥ + constant) to an output.</summary>
    public void Add(int output, double scale, ReadOnlySpan<double> row, double constant)
    {
        Vectors.AddScaled(Rows.MutableRow(output), scale, row);
        Constants[output] += scale * constant;
    }

    /// <summary>The same functions of x, with ĥ = Ax + a.</summary>
    /// <param name="coordinates">A.</param>
    /// <param name="offset">a.</param>
    public AffineUnits Behind(Matrix coordinates, double[] offset)
    {
        var constants = Rows.Times(offset);
        Vectors.AddScaled(constants, 1, Constants);
        return new AffineUnits(Rows.Times(coordinates), constants);
    }
}
