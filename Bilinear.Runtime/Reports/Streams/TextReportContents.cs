using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>The contents of a report on a model of texts.</summary>
/// <param name="Title">The page's heading.</param>
/// <param name="Analysis">What reads the model: it made all else.</param>
/// <param name="Spectra">At least one layer along a direction, in the order of the page.</param>
/// <param name="Tokens">The text of each token of the vocabulary, in the order of their numbers.</param>
public sealed record TextReportContents(string Title, StreamAnalysis Analysis, IReadOnlyList<LayerSpectrum> Spectra, IReadOnlyList<string> Tokens)
{
    /// <summary>One or two sentences under the heading.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Where the spectra respond most to texts; null to leave texts out.</summary>
    public TextActivations? Activations { get; init; }

    /// <summary>Some logits taken apart, of which the page says how exactly their terms add up to the forward pass; none to leave it out.</summary>
    public IReadOnlyList<TextExplanation> Explanations { get; init; } = [];

    /// <summary>Further rows for the table of facts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];
}
