using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>What the number of an eigenvector means.</summary>
internal static class PairNames
{
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
