using System.CommandLine;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Reports;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>Shows what a model looks for, as one page that opens offline.</summary>
internal sealed class ReportCommand() : SpectralCommand(
    "report", "Show what a model looks for: eigenvectors, trees and singular components as pictures, in one file.", ".html", needsData: true,
    "bmlp report mnist.bmlp --weights mnist.safetensors --data mnist --out mnist.html")
{
    private const int Batch = 256;

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status);
        var data = Data.Open(parseResult, loaded.Model, status, schema: loaded.Schema);
        var entries = loaded.Decompose(data.Train);
        var contents = Contents(loaded.Weights, entries, data, Weights.Open(parseResult).Path, status);
        status.While("drawing the report", () => Report.Write(Out(parseResult), contents));
        Written.Say(status, Out(parseResult));
        return ExitCode.Success;
    }

    private static ReportContents Contents(ModelWeights weights, IReadOnlyList<Decomposition> entries, DataParts data, string path, StatusLine status)
    {
        using var reader = weights.OpenInference(Math.Min(Batch, data.Test.Count));
        return new ReportContents(entries[0].Model.Name, entries)
        {
            Test = status.While($"evaluating on {data.Test.Name}", () => reader.Evaluate(data.Test)),
            TestData = data.Test,
            Exactness = status.While("comparing with the forward pass", () => entries.OfType<EigenSpectra>().FirstOrDefault(spectra => spectra.IsCheckable)?.Check(reader, data.Test)),
            Facts = [new("weights", Path.GetFileName(path)), .. Training(entries[0].Provenance)],
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Training(Provenance? training) => training is null
        ? []
        : [new("trained on", training.Data), new("steps", $"{training.Step}"), new("seed", $"{training.Seed}")];
}
