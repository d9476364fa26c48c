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

    protected override int Run(ParseResult line)
    {
        using var loaded = Load(line);
        var data = Data.Open(line, loaded.Model);
        Report.Write(Out(line), Contents(loaded.Weights, loaded.Decompose(data.Train), data, Weights.Open(line).Path));
        return ExitCode.Success;
    }

    private static ReportContents Contents(ModelWeights weights, IReadOnlyList<Decomposition> entries, DataParts data, string path)
    {
        using var reader = weights.OpenInference(Math.Min(Batch, data.Test.Count));
        return new ReportContents(entries[0].Model.Name, entries)
        {
            Test = reader.Evaluate(data.Test),
            TestData = data.Test,
            Exactness = entries.OfType<EigenSpectra>().FirstOrDefault(spectra => spectra.IsCheckable)?.Check(reader, data.Test),
            Facts = [new("weights", Path.GetFileName(path)), .. Training(entries[0].Provenance)],
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Training(Provenance? training) => training is null
        ? []
        : [new("trained on", training.Data), new("steps", $"{training.Step}"), new("seed", $"{training.Seed}")];
}
