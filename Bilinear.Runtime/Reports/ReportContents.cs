using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Reports;

/// <summary>What a report tells.</summary>
/// <param name="Title">The page's heading.</param>
/// <param name="Spectra">Of the outputs of an image classifier; computed with data, so that there are top inputs to show.</param>
public sealed record ReportContents(string Title, EigenSpectra Spectra)
{
    /// <summary>One or two sentences under the heading.</summary>
    public string Summary { get; init; } = "";

    /// <summary>How good the model is on data that it was not trained on.</summary>
    public Evaluation? Test { get; init; }

    /// <summary>How closely the sum over all eigenvectors reproduces the model.</summary>
    public Exactness? Exactness { get; init; }

    /// <summary>Further rows of the table of facts: how it was trained, on which device.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>What the outputs are called; their numbers if left out.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];
}
