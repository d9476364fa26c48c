using System.Xml.Linq;
using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>What the pages on a model's eigenvectors say of all of them in the same words.</summary>
internal static class AboutSpectra
{
    /// <summary>What h and λ are.</summary>
    public static string Symbols(EigenSpectra spectra) => $"Here h is {Input(spectra)}, v an eigenvector, and λ its eigenvalue.";

    /// <summary>In which order pairs are counted, and over what the eigenvectors are.</summary>
    public static string Pairs(EigenSpectra spectra)
    {
        var order = spectra.Order switch
        {
            SpectrumOrder.Value => "by eigenvalue, the most positive first",
            SpectrumOrder.Magnitude => "by the absolute value of their eigenvalue",
            _ => $"by the absolute value of their mean activation on “{spectra.Data!.Name}”",
        };
        return $"Pairs are counted from 0, in the order of the spectrum: {order}. The basis is {(spectra.Basis == SpectrumBasis.Latent ? "latent (the bilinear layer's input)" : "input (the model's input)")}{(spectra.Bias == BiasTreatment.Append ? ", with biases appended as a coordinate that is 1, so the linear part is in the terms" : "")}.";
    }

    /// <summary>Where the sums are exact, of a model in which they are not over the input.</summary>
    public static XElement? Exact(EigenSpectra spectra) =>
        spectra.Caveat is { } caveat ? HtmlPage.Panel("Where it is exact", new XElement("p", HtmlPage.Prose(caveat)), "panel notice") : null;

    /// <summary>The rows of the table of facts that every such page has; <paramref name="own"/> stand after the layer.</summary>
    public static XElement Facts(EigenSpectra spectra, params ReadOnlySpan<KeyValuePair<string, string>> own) => HtmlPage.Facts(
    [
        new("model", spectra.Model.Name),
        new("decomposed layer", spectra.Name),
        .. own,
        .. spectra.Data is { } data ? [new KeyValuePair<string, string>(spectra.Order == SpectrumOrder.MeanActivation ? "ordered and signed on" : "signed on", HtmlPage.Describe(data))] : Array.Empty<KeyValuePair<string, string>>(),
    ]);

    private static string Input(EigenSpectra spectra) => spectra.Path switch
    {
        { Before.Count: > 0 } => "what the bilinear layers before the decomposed one make of the input",
        { Input.Count: > 0 } when spectra.Basis == SpectrumBasis.Latent => "the input as the linear layers before it hand it to the bilinear layer",
        _ => "the model's input",
    };
}
