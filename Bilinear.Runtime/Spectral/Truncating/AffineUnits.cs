using Bilinear.Linalg;

namespace Bilinear.Spectral.Truncating;

/// <summary>The linear and constant parts of all outputs in the model's input: 2q·ĥ + c = 2(Aᵀq)·x + 2q·a + c.</summary>
/// <param name="Rows">2Aᵀq, one row per output.</param>
/// <param name="Constants">2q·a + c, one per output.</param>
internal sealed record AffineUnits(Matrix Rows, double[] Constants)
{
    /// <summary>Collects the linear parts of the outputs; returns null where no output has one.</summary>
    public static AffineUnits? Of(EigenSpectra spectra)
    {
        var linear = new Matrix(spectra.Count, spectra.Forms.Coordinates.Rows);
        var constants = new double[spectra.Count];
        for (var output = 0; output < spectra.Count; output++)
        {
            Vectors.AddScaled(linear.MutableRow(output), 2, spectra[output].FormLinear);
            constants[output] = spectra[output].Constant + Vectors.Dot(linear.Row(output), spectra.Forms.Offset);
        }

        var isAbsent = Vectors.MaxMagnitude(linear.Values) == 0 && Vectors.MaxMagnitude(constants) == 0;
        return isAbsent ? null : new AffineUnits(linear.Times(spectra.Forms.Coordinates), constants);
    }
}
