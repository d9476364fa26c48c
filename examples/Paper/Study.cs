using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Examples.Paper;

/// <summary>What all parts share: the data, the seeds, the sizes, and the models that have been trained.</summary>
internal sealed class Study(Device device, string folder, int seeds, bool isQuick, (DataSet Train, DataSet Test) mnist, (DataSet Train, DataSet Test) fashion)
{
    private readonly Dictionary<string, object> _known = [];

    public (DataSet Train, DataSet Test) Mnist => mnist;

    public (DataSet Train, DataSet Test) Fashion => fashion;

    public bool IsQuick => isQuick;

    public IReadOnlyList<int> Seeds { get; } = [.. Enumerable.Range(0, seeds)];

    public Device Device => device;

    /// <summary>The sizes of the paper's classifiers.</summary>
    public IReadOnlyList<int> Sizes => isQuick ? [16] : [30, 50, 100, 300, 500, 1000];

    /// <summary>The size that the paper shows.</summary>
    public int Shown => isQuick ? 16 : 300;

    /// <summary>The size of a batch; 100 of few samples, which have to fill one.</summary>
    public int Batch(int samples) => isQuick ? 100 : samples;

    public int Epochs(int epochs) => isQuick ? 1 : epochs;

    /// <summary>The paper's classifier of MNIST, with its noise and its weight decay.</summary>
    public Run Classifier(int hidden, int seed) => new(Subject.OneLayer(hidden), mnist.Train, Recipes.Paper(weightDecay: 0.5, Epochs(22)), seed);

    /// <summary>The weights of a run that has been trained.</summary>
    public ModelWeights Weights(Run run) => run.Subject.Load(device, run.PathIn(folder));

    public Evaluation Evaluate(Run run, DataSet data) => Once($"evaluation {run.Key} {data.Checksum}", () =>
    {
        using var weights = Weights(run);
        using var model = weights.OpenInference(batch: 500);
        return model.Evaluate(data);
    });

    /// <summary>All eigenpairs of each output, in the latent basis, as the papers have them; those of large models take hundreds of megabytes, so they are not kept.</summary>
    /// <param name="data">The data that decide signs, and which inputs each eigenvector responds to.</param>
    /// <param name="keep">How many pairs of each output are measured and drawn; null for all.</param>
    public EigenSpectra Decompose(Run run, DataSet? data = null, SpectrumOrder order = SpectrumOrder.Magnitude, int? keep = null)
    {
        using var weights = Weights(run);
        return EigenSpectra.Compute(weights, run.Subject.Eigen! with { Order = order, Keep = keep }, data);
    }

    /// <summary>As <see cref="Decompose"/>, of the model that the paper shows, which several figures are about.</summary>
    public EigenSpectra Spectra(int seed) => Once($"spectra {seed}", () => Decompose(Classifier(Shown, seed), mnist.Train));

    /// <summary>What was computed before under this name, or computes it now: several figures are about the same numbers.</summary>
    public T Once<T>(string name, Func<T> compute) where T : class
    {
        if (!_known.TryGetValue(name, out var known))
            _known[name] = known = compute();
        return (T)known;
    }

    /// <summary>The mean over outputs of (Σ|λ|)² / Σλ².</summary>
    public double EffectiveRank(Run run) => Once($"rank {run.Key}", () => new[] { Decompose(run, keep: 1).Average(spectrum => spectrum.EffectiveRank) })[0];

    /// <summary>The picture of the first positive eigenvector that is kept.</summary>
    public static IReadOnlyList<double> FirstPositive(EigenSpectrum spectrum) =>
        [.. spectrum.Pictures.Row(Enumerable.Range(0, spectrum.Values.Count).First(pair => spectrum.Values[pair] > 0))];

    /// <summary>A number for each seed.</summary>
    public double[] OverSeeds(Func<int, double> measure) => [.. Seeds.Select(measure)];
}
