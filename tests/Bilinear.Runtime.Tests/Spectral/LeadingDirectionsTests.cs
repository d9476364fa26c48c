using Bilinear.Linalg;
using Bilinear.Spectral;
using Bilinear.Spectral.Forms;
using Bilinear.Spectral.Svd;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class LeadingDirectionsTests
{
    [Theory, InlineData(SpectrumBasis.Latent), InlineData(SpectrumBasis.Input)]
    public void LeadingPairs_AreTheFirstOfTheWholeSpectrum(SpectrumBasis basis)
    {
        var model = OneLayer.Random(hidden: 30, units: 25, outputs: 6, inputs: 40, bias: true);
        var tensor = LayerTensor.Read(model.Parameters, model.Path);

        var leading = LeadingDirections.Of(tensor, Matrix.Identity(6), 5, SpectrumEnd.Magnitude, basis);

        Assert.All(leading.Zip(model.Decompose(basis: basis)), pair =>
        {
            for (var index = 0; index < 5; index++)
            {
                Assert.Equal(pair.Second.Values[index], pair.First.Values[index], 1e-9 * Math.Abs(pair.Second.Values[0]));
                Assert.Equal(1, Math.Abs(Cosine(pair.Second.Pictures.Row(index).ToArray(), pair.First.Pictures.Row(index).ToArray())), 1e-9);
            }

            var norm = pair.Second.AllValues.Sum(value => value * value);
            Assert.Equal(1, pair.First.SquaredNorm / norm, 1e-9);
            Assert.Equal(pair.Second.Values.Take(5).Sum(value => value * value) / norm, pair.First.Share, 1e-9);
        });
    }

    [Fact]
    public void DirectionBeyondANarrowPlace_IsTheSumOfItsOutputs()
    {
        var model = OneLayer.Random(hidden: 12, units: 3, outputs: 7);
        var tensor = LayerTensor.Read(model.Parameters, model.Path);
        double[] direction = [1, 0, -2, 0, 0, 0.5, 0];
        var expected = new Matrix(12, 12);
        var forms = QuadraticForms.Of(FoldedPath.Read(model.Parameters, model.Path), SpectrumBasis.Latent, BiasTreatment.Separate);
        for (var output = 0; output < 7; output++)
        {
            var values = forms.Interaction(output).ToArray();
            for (var index = 0; index < values.Length; index++)
                expected[index / 12, index % 12] += direction[output] * values[index];
        }

        var leading = LeadingDirections.Of(tensor, tensor.Pull(direction), 4, SpectrumEnd.Largest, SpectrumBasis.Latent)[0];

        Assert.Equal(3, tensor.Rank);
        Assert.Equal(SymmetricEigen.Leading(expected, 4, SpectrumEnd.Largest).Values, leading.Values, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    private static double Cosine(double[] left, double[] right) =>
        left.Zip(right, (a, b) => a * b).Sum() / Math.Sqrt(left.Sum(a => a * a) * right.Sum(b => b * b));
}
