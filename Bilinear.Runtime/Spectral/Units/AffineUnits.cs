using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Units;

/// <summary>The linear and constant parts of all outputs in the model's input: 2q·ĥ + c = 2(Aᵀq)·x + 2q·a + c.</summary>
/// <param name="Rows">2Aᵀq, one row per output.</param>
/// <param name="Constants">2q·a + c, one per output.</param>
internal sealed record AffineUnits(Matrix Rows, double[] Constants)
{
    /// <summary>Collects the linear parts of the outputs; returns null where no output has one.</summary>
    public static AffineUnits? Of(QuadraticForms forms)
    {
        var linear = new Matrix(forms.Outputs, forms.Coordinates.Rows);
        var constants = new double[forms.Outputs];
        for (var output = 0; output < forms.Outputs; output++)
        {
            Vectors.AddScaled(linear.MutableRow(output), 2, forms.Linear(output));
            constants[output] = forms.Constant(output) + Vectors.Dot(linear.Row(output), forms.Offset);
        }

        var isAbsent = Vectors.MaxMagnitude(linear.Values) == 0 && Vectors.MaxMagnitude(constants) == 0;
        return isAbsent ? null : new AffineUnits(linear.Times(forms.Coordinates), constants);
    }
}
