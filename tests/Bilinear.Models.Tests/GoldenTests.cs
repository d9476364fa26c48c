using Bilinear.Devices;
using Bilinear.Models.Tests.Golden;
using Bilinear.Testing.Devices;
using Bilinear.Testing.Golden;
using Bilinear.Training;

namespace Bilinear.Models.Tests;

/// <summary>Generated models against PyTorch: output, loss, every gradient, and ten AdamW steps. One subclass a device.</summary>
public abstract class GoldenTests(DeviceFixture fixture)
{
    private const double Once = 1e-5;
    private const double AfterTenSteps = 1e-4;

    [Fact]
    public void Single_EqualsPyTorch() => Check("single", device => new Golden.Single(device));

    [Fact]
    public void SingleWithBias_EqualsPyTorch() => Check("single_bias", device => new SingleBias(device));

    [Fact]
    public void DeepWithResidual_EqualsPyTorch() => Check("deep_residual", device => new DeepResidual(device));

    [Fact]
    public void DeepWithNorm_EqualsPyTorch() => Check("deep_norm", device => new DeepNorm(device));

    [Fact]
    public void MlpWithDownProjection_EqualsPyTorch() => Check("mlp_down", device => new MlpDown(device));

    [Fact]
    public void ReluGate_EqualsPyTorch() => Check("glu_relu", device => new GluRelu(device));

    [Fact]
    public void SiluGate_EqualsPyTorch() => Check("glu_silu", device => new GluSilu(device));

    [Fact]
    public void GeluGate_EqualsPyTorch() => Check("glu_gelu", device => new GluGelu(device));

    [Fact]
    public void DecompositionOfSingle_EqualsPyTorch()
    {
        var golden = GoldenFile.Open("single");
        using var model = new Golden.Single(fixture.Device);
        foreach (var parameter in model.Description.Parameters)
            model.WriteParameter(parameter.Name, golden[$"param.{TheirName(parameter)}"]);

        var spectra = model.Decompose();

        float[] ascending = [.. spectra.Head.SelectMany(spectrum => spectrum.AllValues.Order()).Select(value => (float)value)];
        TensorAssert.Close(golden["eigen.values"], ascending, Once, "eigenvalues");
        TensorAssert.Close(golden["svd.values"], [.. spectra.Blocks0Svd.AllValues.Select(value => (float)value)], Once, "singular values");
    }

    /// <summary>There a block's bilinear weights are <c>blocks.0.weight</c>, here <c>blocks.0.mix.weight</c>.</summary>
    private static string TheirName(ParameterInfo parameter) => parameter.Name.Replace(".mix.", ".", StringComparison.Ordinal);

    private void Check(string name, Func<Device, Model> create)
    {
        var golden = GoldenFile.Open(name);
        int[] labels = [.. golden["target"].Select(label => (int)label)];
        using var model = create(fixture.Device);
        foreach (var parameter in model.Description.Parameters)
            model.WriteParameter(parameter.Name, golden[$"param.{TheirName(parameter)}"]);

        var output = new float[golden["output"].Length];
        model.Forward(golden["input"], output);
        TensorAssert.Close(golden["output"], output, Once, $"{name}: output");

        var loss = model.Differentiate(golden["input"], labels);
        TensorAssert.Close(golden["loss"], [loss], Once, $"{name}: loss");
        foreach (var parameter in model.Description.Parameters)
            TensorAssert.Close(golden[$"grad.{TheirName(parameter)}"], model.ReadGradient(parameter.Name), Once, $"{name}: gradient of {parameter.Name}");

        var options = model.Description.TrainDefaults;
        var losses = new float[10];
        for (var step = 0; step < losses.Length; step++)
        {
            losses[step] = model.Differentiate(golden["input"], labels);
            model.Update(options.Optimizer, step + 1, options.Optimizer.LearningRate * options.Schedule.Factor(step, losses.Length, 1));
        }
        TensorAssert.Close(golden["train.losses"], losses, AfterTenSteps, $"{name}: losses");
        foreach (var parameter in model.Description.Parameters)
            TensorAssert.Close(golden[$"after.{TheirName(parameter)}"], model.ReadParameter(parameter.Name), AfterTenSteps, $"{name}: {parameter.Name} after ten steps");
    }
}

public sealed class CpuGoldenTests(CpuFixture fixture) : GoldenTests(fixture), IClassFixture<CpuFixture>;

public sealed class OpenClGoldenTests(OpenClFixture fixture) : GoldenTests(fixture), IClassFixture<OpenClFixture>;

public sealed class CudaGoldenTests(CudaFixture fixture) : GoldenTests(fixture), IClassFixture<CudaFixture>;
