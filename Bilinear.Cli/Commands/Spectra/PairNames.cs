using Bilinear.Cli.Output;
using Bilinear.Reports;
using Bilinear.Spectral;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>What the number of an eigenvector means.</summary>
internal static class PairNames
{
    /// <summary><c>digit 3</c>, as the pages say it; <c>4 - 9</c> of a difference.</summary>
    public static string Of(EigenSpectrum spectrum, EigenSpectra spectra) => spectrum.Output >= 0 ? $"{spectra.Output!.Name} {spectra.ClassName(spectrum.Output)}" : spectrum.Direction.Name;

    /// <summary>Notes on what the terms are exact in, and where pairs have other numbers than on the data of training.</summary>
    public static void Remark(EigenSpectra spectra, StatusLine status)
    {
        if (spectra.Caveat is { } caveat)
            status.Say($"note: {caveat}");
        if (spectra is { Order: SpectrumOrder.MeanActivation, Data: { } data, Provenance: { } training } && training.DataChecksum != data.Checksum)
            status.Say($"note: pairs are numbered by mean activation on {ForeignText.Clean(data.Name)}, and the weights were trained on {ForeignText.Clean(training.Data)}, on which the same eigenvectors have other numbers.");
    }

    /// <summary><c>pairs are those of head in the latent basis, counted from 0, by mean activation on digits, train</c></summary>
    public static string Describe(EigenSpectra spectra)
    {
        var order = spectra.Order switch
        {
            SpectrumOrder.Value => "from the largest λ to the smallest",
            SpectrumOrder.Magnitude => "by |λ|",
            _ => $"by mean activation on {spectra.Data!.Name}",
        };
        return $"pairs are the eigenvectors of {spectra.Name} in the {(spectra.Basis == SpectrumBasis.Latent ? "latent" : "input")} basis, counted from 0, {order}{(spectra.Bias == BiasTreatment.Append ? ", biases appended" : "")}";
    }
}
