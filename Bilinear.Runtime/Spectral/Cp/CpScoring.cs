using Bilinear.Data;
using Bilinear.Linalg;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Cp;

/// <summary>Runs a model and its fit over data in the coordinates of the fit, in double.</summary>
internal static class CpScoring
{
    /// <param name="components">With their sizes in D.</param>
    /// <param name="labels">Null where the data have no classes.</param>
    public static CpScore Of(CpTarget target, CpComponents components, DataSet data, DataTarget? labels)
    {
        var (right, ours, same, error, largest) = (0, 0, 0, 0.0, 0.0);
        foreach (var (first, samples, latent) in new LayerInputs(data, target.Frame, new double[target.Frame.Rows]).Chunks())
        {
            var model = Outputs(target.W, target.V, target.U, latent);
            foreach (ref var value in model.Values.AsSpan())
                value = target.Restore(value);
            var fit = Outputs(components.L, components.R, components.D.Transpose(), latent);
            if (target.Affine is { } affine)
            {
                var linear = samples.TimesTransposed(affine.Rows).AddToRows(affine.Constants).Values;
                Vectors.AddScaled(model.Values, 1, linear);
                Vectors.AddScaled(fit.Values, 1, linear);
            }

            largest = Math.Max(largest, Vectors.MaxMagnitude(model.Values));
            for (var row = 0; row < model.Rows; row++)
            {
                var (answer, of) = (Exactness.ArgMax(fit.Row(row)), Exactness.ArgMax(model.Row(row)));
                same += answer == of ? 1 : 0;
                if (labels is not null)
                    (right, ours) = (right + (of == labels.Labels[first + row] ? 1 : 0), ours + (answer == labels.Labels[first + row] ? 1 : 0));
            }

            Vectors.AddScaled(fit.Values, -1, model.Values);
            error = Math.Max(error, Vectors.MaxMagnitude(fit.Values));
        }

        double Share(int count) => labels is null ? double.NaN : count / (double)data.Count;
        return new CpScore(Share(ours), Share(right), same / (double)data.Count, error, largest);
    }

    // Σ_a U_ca (w_a·z)(v_a·z)
    private static Matrix Outputs(Matrix w, Matrix v, Matrix u, Matrix latent)
    {
        var (products, others) = (latent.TimesTransposed(w), latent.TimesTransposed(v));
        Vectors.Multiply(products.Values, others.Values, products.Values);
        return products.TimesTransposed(u);
    }
}
