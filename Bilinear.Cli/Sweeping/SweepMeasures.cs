using Bilinear.Cli.Data;
using Bilinear.Data;
using Bilinear.Devices;
using Bilinear.Serialization;
using Bilinear.Spectral;
using Bilinear.Spectral.Eigen;
using Bilinear.Training;

namespace Bilinear.Cli.Sweeping;

/// <summary>The numbers of a trained run: how good it is on the test data, and what its <c>decompose</c> block gives, which is written beside it.</summary>
internal static class SweepMeasures
{
    /// <summary>Begins the names of the errors that decompositions leave, which are no result, but proof of one.</summary>
    public const string ErrorPrefix = "error.";

    private const int Batch = 256;

    public static RunResult Of(SweepRun run, Device device, DataParts data)
    {
        using var weights = run.Written.LoadWeights!(device, run.Weights, TensorNames.Unchanged, false);
        using var inference = weights.OpenInference(Math.Min(Batch, data.Test.Count));
        List<KeyValuePair<string, double>> numbers = [.. Scores("", inference.Evaluate(data.Test))];
        if (run.Options.BestPath is { } best)
            numbers.AddRange(OfBest(run.Written, device, best, data.Test));
        if (weights is IDecomposable decomposable)
        {
            var decompositions = decomposable.Decompose(data.Train);
            SpectraFile.Save(run.Spectra, decompositions);
            numbers.AddRange(decompositions.SelectMany(decomposition => Measures(decomposition, inference, data.Test)));
        }
        return new RunResult(numbers);
    }

    private static List<KeyValuePair<string, double>> OfBest(ModelDescription model, Device device, string path, DataSet test)
    {
        using var weights = model.LoadWeights!(device, path, TensorNames.Unchanged, false);
        using var inference = weights.OpenInference(Math.Min(Batch, test.Count));
        return [.. Scores("best_", inference.Evaluate(test)), new("validation_loss", weights.Provenance!.ValidationLoss!.Value)];
    }

    private static IEnumerable<KeyValuePair<string, double>> Scores(string prefix, Evaluation test)
    {
        foreach (var output in test.Outputs)
        {
            var suffix = test.Outputs.Count == 1 ? "" : $".{output.Output}";
            if (!double.IsNaN(output.Accuracy))
                yield return new($"{prefix}accuracy{suffix}", output.Accuracy);
            if (test.Outputs.Count > 1)
                yield return new($"{prefix}loss{suffix}", output.Loss);
        }
        yield return new($"{prefix}loss", test.Loss);
    }

    private static IEnumerable<KeyValuePair<string, double>> Measures(Decomposition decomposition, InferenceModel model, DataSet test)
    {
        var name = decomposition.Name;
        switch (decomposition)
        {
            case EigenSpectra spectra:
                yield return new($"eigen_rank.{name}", spectra.Average(spectrum => spectrum.EffectiveRank));
                if (spectra.IsCheckable)
                    yield return new($"{ErrorPrefix}{name}", spectra.Check(model, test).LargestError);
                break;
            case SvdSpectra spectra:
                yield return new($"svd_rank.{name}", Concentration.EffectiveCount(spectra.AllValues));
                break;
            case SpectralTree { Curve: [.., var last] }:
                yield return new($"tree_agreement.{name}", last.SameArgmax);
                break;
        }
    }
}
