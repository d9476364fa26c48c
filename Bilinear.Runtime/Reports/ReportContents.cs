using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Reports;

/// <summary>The contents of a report.</summary>
/// <param name="Title">The page's heading.</param>
/// <param name="Entries">At least one decomposition of one model, in the order of the page. Decompositions computed with data show top inputs.</param>
public sealed record ReportContents(string Title, IReadOnlyList<Decomposition> Entries)
{
    /// <summary>The contents of a report on one decomposition.</summary>
    public ReportContents(string title, Decomposition entry)
        : this(title, [entry])
    {
    }

    /// <summary>One or two sentences under the heading.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The model's quality on data that it was not trained on; null to leave it out.</summary>
    public Evaluation? Test { get; init; }

    /// <summary>Data that the model was not trained on, for what a tree explains of unseen samples and what a truncation costs; null to leave both out.</summary>
    public DataSet? TestData { get; init; }

    /// <summary>How closely the sum over all eigenvectors reproduces the model; null to leave it out.</summary>
    public Exactness? Exactness { get; init; }

    /// <summary>Further rows for the table of facts, such as how the model was trained and on which device.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>The names of the model's outputs: all of the first port, then all of the next. Without names the page shows numbers.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>Whether the outputs of a decomposition are those of a classifier, whose largest output is its answer.</summary>
    internal static bool HasAnswers(Decomposition entry, int outputs) => OutputOf(entry, outputs) is { HasAnswers: true };

    /// <summary>The name of row <paramref name="output"/> of a decomposition: of an output of the model, or of a row of a layer within it.</summary>
    /// <param name="outputs">The number of the decomposition's rows.</param>
    internal string NameOf(Decomposition entry, int outputs, int output)
    {
        if (OutputOf(entry, outputs) is not { } port)
            return $"{entry.Name} {output}";
        var before = entry.Model.Outputs.TakeWhile(other => other != port).Sum(other => other.Count);
        return OutputNames.Count > 0 ? OutputNames[before + output] : $"{port.Name} {entry.ClassName(output)}";
    }

    // A decomposition that ends before the model's last norm has as many rows as the model has outputs, one for each.
    private static OutputInfo? OutputOf(Decomposition entry, int outputs) => entry.Output ?? (entry.Model.Outputs is [var only] && only.Count == outputs ? only : null);
}
