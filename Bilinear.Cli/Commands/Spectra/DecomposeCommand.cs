using System.CommandLine;
using Bilinear.Cli.Output;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>Computes a model's <c>decompose</c> block, and writes all of it to one file.</summary>
internal sealed class DecomposeCommand() : SpectralCommand(
    "decompose", "Take a model apart as its decompose block says: eigenvectors, singular vectors, trees.", ".safetensors", needsData: false,
    "bmlp decompose mnist.bmlp --weights mnist.safetensors --data mnist --out mnist.spectra.safetensors")
{
    protected override int Run(ParseResult line, StatusLine status)
    {
        using var loaded = Load(line, status);
        var decompositions = loaded.Decompose(Data.Find(line, loaded.Model, status)?.Train);
        SpectraFile.Save(Out(line), decompositions);
        foreach (var caveat in decompositions.Select(decomposition => decomposition.Caveat).OfType<string>().Distinct())
            status.Say($"note: {caveat}");
        Written.Say(status, Out(line));
        return ExitCode.Success;
    }
}
