using System.CommandLine;
using System.Globalization;
using Bilinear.Cli.Compiling;
using Bilinear.Cli.Options;
using Bilinear.Cli.Output;
using Bilinear.Serialization;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>Compares models by their weights alone; each file says which model it holds.</summary>
internal sealed class SimilarityCommand : ToolCommand
{
    private const int DefaultKeep = 5;

    private readonly Argument<string[]> _weights = new("WEIGHTS") { Description = "Two or more .safetensors files that Bilinear wrote: across seeds, or sizes.", Arity = new ArgumentArity(2, ArgumentArity.OneOrMore.MaximumNumberOfValues) };
    private readonly NumberOption<int> _output = new("--output", 0) { Description = "Compare this output only, counted from 0; all of them together if left out." };
    private readonly NumberOption<int> _keep = new("--keep", 1) { Description = "How many eigenvectors an output are matched.", HelpName = "K", DefaultValueFactory = _ => DefaultKeep };
    private readonly RunsOn _device = new();

    public SimilarityCommand()
        : base("similarity", "Compare models of the same inputs and outputs: as tensors, as functions of Gaussian inputs, and eigenvector by eigenvector.", "bmlp similarity seed0.safetensors seed1.safetensors")
    {
        Add(_weights);
        Add(_output);
        Add(_keep);
        _device.AddTo(this);
        Do(Run);
    }

    private int Run(ParseResult line, StatusLine status)
    {
        var (files, output) = (line.GetValue(_weights)!, line.GetValue(_output));
        var models = files.Select(file => Read(file, line, status)).ToList();
        for (var left = 0; left < models.Count; left++)
        {
            for (var right = left + 1; right < models.Count; right++)
            {
                var (one, other) = (models[left].Tensor, models[right].Tensor);
                var (frobenius, gaussian) = status.While("comparing tensors", () => (Similarity.Frobenius(one, other, output), Similarity.Gaussian(one, other, output)));
                var between = models.Count > 2 ? $"  {files[left]} {files[right]}" : "";
                Console.Out.WriteLine($"frobenius {Cosine(frobenius)}{between}");
                Console.Out.WriteLine($"gaussian {Cosine(gaussian)}{between}");
            }
        }

        var matches = status.While("matching eigenvectors", () => Similarity.Match([.. models.Select(model => model.Spectra)]));
        status.Say($"note: {matches.Rule}");
        Write(matches, output, line.GetValue(_keep)!.Value);
        return ExitCode.Success;
    }

    private (InputTensor Tensor, EigenSpectra Spectra) Read(string path, ParseResult line, StatusLine status)
    {
        var weights = new WeightsSource(path, TensorNames.Unchanged);
        if (weights.Metadata is not { } metadata)
            throw new InputException($"{path} does not say which model it holds: only weights that Bilinear wrote can be compared.");
        using var loaded = new LoadedModel(new ModelRequest(path, null, []) { Text = metadata.Source }, weights, isCached: true, () => _device.Open(line), status);
        var plan = loaded.Plan with { Order = SpectrumOrder.Value, Keep = line.GetValue(_keep) };
        return status.While($"decomposing {path}", () => (InputTensor.Of(loaded.Weights, plan.Path), EigenSpectra.Compute(loaded.Weights, plan)));
    }

    /// <summary>The best match of the k-th eigenvector of each sign, in the mean over outputs and pairs of models.</summary>
    private static void Write(EigenvectorMatches matches, int? output, int keep)
    {
        foreach (var isPositive in new[] { true, false })
        {
            var ranks = matches.Where(match => match.IsPositive == isPositive && match.Rank <= keep && (output is null || match.Output == output))
                .GroupBy(match => match.Rank).OrderBy(rank => rank.Key);
            foreach (var rank in ranks)
                Console.Out.WriteLine($"{(isPositive ? "positive" : "negative")}_{rank.Key} {Cosine(rank.Average(match => match.Cosine))}");
        }
    }

    private static string Cosine(double value) => double.IsNaN(value)
        ? throw new InputException("Nothing can be like a model that is zero: one of those compared has no interaction at all, or none in that output.")
        : value.ToString("F4", CultureInfo.InvariantCulture);
}
