using System.CommandLine;
using Bilinear.Cli.Data;
using Bilinear.Cli.Output;
using Bilinear.Reports;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>Shows what a model looks for, as one page that opens offline.</summary>
internal sealed class ReportCommand() : SpectralCommand(
    "report", "Show what a model looks for: eigenvectors as pictures, beside the inputs that they respond to, in one file.", ".html", needsData: true,
    "bmlp report mnist.bmlp --weights mnist.safetensors --data mnist --out mnist.html")
{
    private const int Batch = 256;

    protected override int Run(ParseResult line)
    {
        using var loaded = Load(line);
        var data = Data.Open(line, loaded.Model);
        var spectra = loaded.Decompose(data.Train).OfType<EigenSpectra>().FirstOrDefault() ?? throw loaded.NoEigenvectors();
        Report.Write(Out(line), Contents(loaded.Weights, spectra, data, Weights.Open(line).Path));
        return ExitCode.Success;
    }

    private static ReportContents Contents(ModelWeights weights, EigenSpectra spectra, DataParts data, string path)
    {
        using var reader = weights.OpenInference(Math.Min(Batch, data.Test.Count));
        return new ReportContents(spectra.Model.Name, spectra)
        {
            Test = reader.Evaluate(data.Test),
            Exactness = spectra.IsCheckable ? spectra.Check(reader, data.Test) : null,
            Facts = [new("weights", Path.GetFileName(path)), .. Training(spectra.Provenance)],
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Training(Provenance? training) => training is null
        ? []
        : [new("trained on", training.Data), new("steps", $"{training.Step}"), new("seed", $"{training.Seed}")];
}
