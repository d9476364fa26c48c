using System.CommandLine;
using Bilinear.Cli.Output;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>Computes a model's <c>decompose</c> block, and writes all of it to one file.</summary>
internal sealed class DecomposeCommand() : SpectralCommand(
    "decompose", "Take a model apart as its decompose block says: eigenvectors, singular vectors, trees.", ".safetensors", needsData: false,
    "bmlp decompose mnist.bmlp --weights mnist.safetensors --data mnist --out mnist.spectra.safetensors")
{
    protected override bool WritesTensors(ParseResult parseResult) => true;

    protected override int Run(ParseResult parseResult, StatusLine status)
    {
        using var loaded = Load(parseResult, status);
        var decompositions = loaded.Decompose(Data.Find(parseResult, loaded.Model, status, loaded.Schema)?.Train);
        SpectraFile.Save(Out(parseResult), decompositions);
        foreach (var caveat in decompositions.Select(decomposition => decomposition.Caveat).OfType<string>().Distinct())
            status.Say($"note: {caveat}");
        Written.Say(status, Out(parseResult));
        return ExitCode.Success;
    }
}
