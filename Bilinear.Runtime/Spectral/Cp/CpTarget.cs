using Bilinear.Linalg;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Svd;
using Bilinear.Spectral.Units;
using Bilinear.Tensors;
using Bilinear.Training;

namespace Bilinear.Spectral.Cp;

/// <summary>
/// A model's tensor B_c = Σ_a U_ca ½(w_a v_aᵀ + v_a w_aᵀ) in orthonormal coordinates z = Zᵀx of the part of its input that it sees, which have
/// r = min(n, d) dimensions: there a fit is as close as it is in the input itself. It is kept as its factors, over powers of two, and never built.
/// </summary>
internal sealed class CpTarget
{
    private readonly int _exponent;

    private CpTarget(ModelDescription model, Provenance? provenance, int port, FoldedPath path)
    {
        var forms = QuadraticForms.Of(path, SpectrumBasis.Latent, BiasTreatment.Separate);
        (Model, Provenance, Port, Frame, W, V, U, Affine) = (model, provenance, port, path.E, path.W, path.V, path.U, AffineUnits.Of(forms));
        _exponent = Vectors.DivideByPowerOfTwo(W.Values) + Vectors.DivideByPowerOfTwo(V.Values) + Vectors.DivideByPowerOfTwo(U.Values);
        SquaredNorm = Vectors.Dot(Grams.OfLayer(W, V).Values, Grams.OfColumns(U).Values);
    }

    public ModelDescription Model { get; }

    public Provenance? Provenance { get; }

    /// <summary>What computes with the tensor: the threads of the weights' device.</summary>
    public Workers Workers { get; } = Workers.Current;

    /// <summary>The index of the model's output.</summary>
    public int Port { get; }

    /// <summary>Zᵀ, [r, n]: orthonormal rows.</summary>
    public Matrix Frame { get; }

    /// <summary>[m, r]; V has the same shape.</summary>
    public Matrix W { get; }

    public Matrix V { get; }

    /// <summary>[outputs, m].</summary>
    public Matrix U { get; }

    /// <summary>‖B‖², over the powers of two.</summary>
    public double SquaredNorm { get; }

    /// <summary>The linear and constant part, which a fit takes over as it is; null where there is none.</summary>
    public AffineUnits? Affine { get; }

    /// <summary>The number in the model's own size of one that is over the powers of two.</summary>
    public double Restore(double value) => Math.ScaleB(value, _exponent);

    /// <exception cref="InvalidOperationException">The path is not the whole model, or the model has no interaction.</exception>
    /// <exception cref="ArgumentException">A weight is a NaN or infinite.</exception>
    public static CpTarget Of(ParameterReader parameters, QuadraticPath path)
    {
        var model = parameters.Model;
        if (!path.IsWholeModel || path.ToOutput is not { } port)
            throw new InvalidOperationException($"{model.Name} has no CP decomposition: {path.Caveat ?? "its path is not the whole model."} Only a model of one bilinear layer between linear ones, without a norm, is one third-order tensor of its input.");
        var folded = FoldedPath.Read(parameters, path);
        if (folded.Numbers().Any(part => Finite.FirstNot<double>(part.Values) >= 0))
            throw new ArgumentException($"The weights of {model.Name} hold a NaN or an infinity. Were they trained to NaN?", "weights");
        var lq = new ThinLq(folded.E);
        var target = new CpTarget(model, parameters.Provenance, port, QuadraticForms.Substitute(folded, lq.L) with { E = lq.Q, InputOffset = new double[lq.Q.Rows] });
        return target.SquaredNorm > 0
            ? target
            : throw new InvalidOperationException($"{model.Name} has no interaction, its tensor is zero, and there is nothing to fit: train it first.");
    }
}
