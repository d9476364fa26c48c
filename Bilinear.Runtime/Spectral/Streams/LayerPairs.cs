using Bilinear.Linalg;
using Bilinear.Spectral.Eigen;
using Bilinear.Spectral.Forms;

namespace Bilinear.Spectral.Streams;

/// <summary>A bilinear layer along one direction of the residual stream: u·g(h) = Σᵢ λᵢ(vᵢ·h)² + 2q·h + c, the largest |λ| first.</summary>
internal sealed record LayerPairs(EigenPairs Pairs, double[] Linear, double Constant)
{
    public static LayerPairs Of(GatedNumbers layer, Direction direction)
    {
        var forms = QuadraticForms.Of(layer.Folded, SpectrumBasis.Latent, BiasTreatment.Separate);
        var pairs = FormSolver.Decompose(forms, [direction])[0];
        var (linear, constant) = forms.AffinePart(direction.Span);
        return new LayerPairs(pairs.Leading(pairs.Values.Count, SpectrumEnd.Magnitude), linear, constant);
    }
}
