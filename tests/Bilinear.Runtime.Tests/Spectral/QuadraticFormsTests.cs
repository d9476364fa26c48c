using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Spectral.Forms;
using Bilinear.Testing;

namespace Bilinear.Runtime.Tests.Spectral;

public sealed class QuadraticFormsTests
{
    [Theory, InlineData(SpectrumBasis.Latent, BiasTreatment.Separate), InlineData(SpectrumBasis.Input, BiasTreatment.Append)]
    public void Interaction_IsSymmetricToTheLastBit(SpectrumBasis basis, BiasTreatment bias)
    {
        var model = OneLayer.Random(inputs: 21, hidden: 17, units: 23, bias: true);
        var forms = QuadraticForms.Of(FoldedPath.Read(model.Parameters, model.Path), basis, bias);

        for (var output = 0; output < forms.Outputs; output++)
        {
            var interaction = forms.Interaction(output);
            Assert.Equal(interaction.ToArray(), interaction.Transpose().ToArray());
        }
    }

    [Fact]
    public void Golden_HasPyTorchsInteractions()
    {
        using var file = SafeTensorsFile.Open(Path.Combine(Repository.Golden, "single.safetensors"));
        var expected = file.ReadFloats("interaction");
        var model = OneLayer.Golden("single");
        var forms = QuadraticForms.Of(FoldedPath.Read(model.Parameters, model.Path), SpectrumBasis.Latent, BiasTreatment.Separate);

        var actual = Enumerable.Range(0, model.Outputs).SelectMany(output => forms.Interaction(output).ToArray());

        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * expected.Max(Math.Abs)));
    }

    [Fact]
    public void ThreeParts_AreTheForwardPass()
    {
        var model = OneLayer.Random(bias: true, residual: true);
        var x = new float[model.Inputs];
        model.Data(1).CopyInputs(0, x);
        var h = model.Latent(x);

        var forms = QuadraticForms.Of(FoldedPath.Read(model.Parameters, model.Path), SpectrumBasis.Latent, BiasTreatment.Separate);

        var expected = model.Forward(x);
        for (var output = 0; output < model.Outputs; output++)
        {
            var interaction = forms.Interaction(output).Times(h).Zip(h, (left, right) => left * right).Sum();
            var linear = 2 * forms.Linear(output).Zip(h, (left, right) => left * right).Sum();
            Assert.Equal(expected[output], interaction + linear + forms.Constant(output), 1e-11);
        }
    }

    [Fact]
    public void WeightOfOneDimension_IsADiagonal()
    {
        // embed.bias, a vector as long as the layer is wide, stands in for a norm's gain.
        var model = OneLayer.Random(bias: true);
        var forms = QuadraticForms.Of(FoldedPath.Read(model.Parameters, model.Path with { Output = [new(1)] }), SpectrumBasis.Latent, BiasTreatment.Separate);

        for (var unit = 0; unit < model.Units; unit++)
        {
            var expected = model.TensorSlice(unit).Cast<double>().Select(value => value * model.EmbedBias![unit]);
            Assert.All(expected.Zip(forms.Interaction(unit).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        }
    }
}
