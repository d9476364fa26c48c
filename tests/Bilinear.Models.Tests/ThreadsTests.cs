using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Linalg;
using Bilinear.Models.Tests.Sequences;
using Bilinear.Spectral;
using Examples.Mnist;
using Examples.Stack;

namespace Bilinear.Models.Tests;

/// <summary>Everything that takes weights apart computes with the threads of their device, and gives the same bits for any number of them.</summary>
public sealed class ThreadsTests
{
    // A number of threads that no other test asks for.
    private const int Outer = 5;

    private static readonly DataSet Images = Draw([28, 28], 150);
    private static readonly DataSet Digits = Draw([8, 8], 150);

    [Fact]
    public void OneTwoAndThreeThreads_GiveTheSameBits_AndNoOthersCompute()
    {
        // Whatever did not ask the device would take the threads that its own thread has entered.
        var outer = Workers.Of(Outer);
        Dictionary<string, double[]> one;
        using (outer.Enter())
            one = Everything(1);
        Assert.Equal(0, outer.Jobs);
        Assert.All(one, part => Assert.NotEmpty(part.Value));

        Assert.All(Everything(2), part => Assert.True(one[part.Key].AsSpan().SequenceEqual(part.Value), $"{part.Key} with 2 threads"));
        var before = Workers.Of(3).Jobs;
        Assert.All(Everything(3), part => Assert.True(one[part.Key].AsSpan().SequenceEqual(part.Value), $"{part.Key} with 3 threads"));
        Assert.True(Workers.Of(3).Jobs > before + 100, $"{Workers.Of(3).Jobs - before} jobs");
    }

    private static Dictionary<string, double[]> Everything(int threads)
    {
        var results = new Dictionary<string, double[]>(StringComparer.Ordinal);
        using var device = Device.Open(DeviceKind.Cpu, new DeviceOptions { Threads = threads });
        OfAClassifier(device, (name, values) => results.Add(name, [.. values]));
        OfAStack(device, (name, values) => results.Add(name, [.. values]));
        OfTexts(device, (name, values) => results.Add(name, [.. values]));
        return results;
    }

    private static void OfAClassifier(Device device, Action<string, IEnumerable<double>> add)
    {
        using var model = new Mnist(device);
        using var weights = model.ToWeights();
        using var inference = weights.OpenInference(batch: 64);
        var (plan, path) = (Mnist.HeadEigenPlan, Mnist.HeadEigenPlan.Path);
        var direction = Direction.Of("3 - 5", 10, 0, (3, 1), (5, -1));
        var spectra = EigenSpectra.Compute(weights, plan, Images);
        add("spectra", spectra.SelectMany(Numbers));
        add("input basis", EigenSpectra.Compute(weights, plan with { Basis = SpectrumBasis.Input }, Images).SelectMany(Numbers));
        add("directions", EigenSpectra.Compute(weights, plan, [direction], Images).SelectMany(Numbers));
        add("along", spectra.Along(direction).SelectMany(Numbers));
        add("evaluate", spectra.Evaluate(Images).Values);
        add("check", [spectra.Check(inference, Images).LargestError]);
        add("explain", spectra.Explain(inference, Images, 3, direction).Parts.SelectMany(part => part.Terms).Select(term => term.Value));
        add("ablate", spectra.Ablate(Images, spectra[3].Without(0)).Points.SelectMany(point => point.ClassAccuracies.Append(point.Loss)));
        foreach (var rule in Enum.GetValues<TruncationRule>())
        {
            add($"truncation {rule}", Truncation.Curve(spectra, rule, Images).SelectMany(point => new[] { point.Accuracy, point.CertifiedShare, point.Error.Mean, point.Certified.Mean }));
            add($"cut {rule}", Saved(Truncation.Cut(spectra, rule, 8).Save));
        }

        var masks = AdversarialMasks.Of(spectra, Images, new MaskOptions());
        add("masks", masks.SelectMany(mask => mask.Values));
        add("masked", masks.Measure(Images).Select(point => point.Accuracy.Mean));
        var tensor = InputTensor.Of(weights, path);
        add("similarity", [Similarity.Frobenius(tensor, tensor), Similarity.Gaussian(tensor, tensor, 3)]);
        add("matches", Similarity.Match(spectra, spectra).Select(match => match.Cosine));
        add("leading", LeadingDirections.OfOutputs(weights, path, 20).SelectMany(pairs => pairs.Values.Concat(pairs.Pictures.Values)));
        add("leading along", LeadingDirections.Along(weights, path, direction.Coefficients.ToArray(), 20, basis: SpectrumBasis.Input).Vectors.Values);
        add("svd", SvdSpectra.Compute(weights, Mnist.BodySvdPlan).SelectMany(component => component.Left.Concat(component.Pictures.Values)));
        add("bottleneck", Bottleneck.Curve(weights, [Mnist.BodySvdPlan.Path], 0, Images, [1, 4]).Select(point => point.Loss));
        var cp = CpDecomposition.Fit(weights, path, new CpOptions(12) { Steps = 3 });
        add("cp", cp.Values.Concat(cp.Left.Values));
        add("cp against itself", [.. cp.Match(cp), cp.CosineTo(cp), cp.Measure(Images).LargestError]);
    }

    private static void OfAStack(Device device, Action<string, IEnumerable<double>> add)
    {
        using var model = new Stack(device);
        using var weights = model.ToWeights();
        var tree = SpectralTree.Compute(weights, Stack.HeadTreePlan, Digits);
        add("tree", tree.Nodes.Select(node => node.MeanActivation));
        add("tree on data", tree.Explain(Draw([8, 8], 100)).Select(fit => fit.R2));
        add("tree evaluated", tree.Evaluate(Digits, 100).Values);
    }

    private static void OfTexts(Device device, Action<string, IEnumerable<double>> add)
    {
        using var model = RandomStream.Create(device);
        using var weights = model.ToWeights();
        int[] text = [3, 1, 4];
        var direction = Direction.Of("5 - 7", 13, 0, (5, 1), (7, -1));
        var analysis = new StreamAnalysis(weights, SeqGained.Stream);
        add("text", analysis.Explain(text, 2, direction, checks: 20).Terms.SelectMany(term => new[] { term.Value, term.Change ?? 0 }));
        add("text's tree", analysis.Tree(text, 2, direction, branch: 4, budget: 50).Nodes.Select(node => node.Value));
        var pairs = analysis.Decompose(RandomStream.LastLayer, direction);
        add("layer", pairs.Values.Concat(pairs.Vectors.Values));
        add("most probable", [analysis.MostProbable(text, 2)]);
        add("tokens", analysis.ReadTokens(RandomStream.LastLayer, [.. pairs.Vectors.Row(0)], 5).SelectMany(reading => reading.Top).Select(token => token.Weight));
        add("interactions", analysis.Interactions(RandomStream.LastLayer, direction, text).SelectMany(table => table.Values.Values));
        add("top interactions", analysis.TopInteractions(RandomStream.LastLayer, direction, 4).SelectMany(ends => ends.Top).Select(pair => pair.Value));
        add("layer's svd", analysis.Svd(RandomStream.LastLayer, 4).SelectMany(component => component.Pairs.Values));
        var spectrum = analysis.Spectrum(RandomStream.LastLayer, direction, keep: 3);
        var texts = DataSet.OfTexts("texts", 13, 3, [text, [2, 2, 5]], [[1, 4, 1], [2, 5, 2]]);
        add("activations", analysis.Activations([spectrum], texts, 2).Layers[0].Pairs.Select(pair => pair.Mean));
    }

    private static IEnumerable<double> Numbers(EigenSpectrum spectrum) =>
        [.. spectrum.AllValues, .. spectrum.Vectors.Values, .. spectrum.Pictures.Values, .. spectrum.MeanActivations, .. spectrum.TopInputs.SelectMany(inputs => inputs).Select(input => input.Activation)];

    private static IEnumerable<double> Saved(Action<string> save)
    {
        var folder = Directory.CreateTempSubdirectory("bilinear-threads-");
        try
        {
            var path = Path.Combine(folder.FullName, "cut.safetensors");
            save(path);
            return [.. File.ReadAllBytes(path).Select(value => (double)value)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DataSet Draw(int[] shape, int samples)
    {
        var random = new Random(samples);
        var pixels = new byte[samples * shape[0] * shape[1]];
        random.NextBytes(pixels);
        return DataSet.Labelled("drawn", shape, pixels, 255, [.. Enumerable.Range(0, samples).Select(sample => sample % 10)], 10);
    }
}
