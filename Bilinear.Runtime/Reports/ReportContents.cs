using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Reports;

/// <summary>What a report tells.</summary>
/// <param name="Title">The page's heading.</param>
/// <param name="Entries">Decompositions of one model, in the order of the page; at least one. Computed with data, there are top inputs to show.</param>
public sealed record ReportContents(string Title, IReadOnlyList<Decomposition> Entries)
{
    public ReportContents(string title, Decomposition entry)
        : this(title, [entry])
    {
    }

    /// <summary>One or two sentences under the heading.</summary>
    public string Summary { get; init; } = "";

    /// <summary>How good the model is on data that it was not trained on.</summary>
    public Evaluation? Test { get; init; }

    /// <summary>Those data: with them the page says what a tree explains of unseen samples, and what a truncation would cost.</summary>
    public DataSet? TestData { get; init; }

    /// <summary>How closely the sum over all eigenvectors reproduces the model.</summary>
    public Exactness? Exactness { get; init; }

    /// <summary>Further rows of the table of facts: how it was trained, on which device.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>What the model's outputs are called, of several ports those of the first, then those of the next; their numbers if left out.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>Are a decomposition's so many outputs those of a model whose largest one is its answer?</summary>
    internal static bool HasAnswers(Decomposition entry, int outputs) => OutputOf(entry, outputs) is { HasAnswers: true };

    /// <summary>What row <paramref name="output"/> of a decomposition of so many is called: an output of the model, or a row of a layer within it.</summary>
    internal string NameOf(Decomposition entry, int outputs, int output)
    {
        if (OutputOf(entry, outputs) is not { } port) return $"{entry.Name} {output}";
        var before = entry.Model.Outputs.TakeWhile(other => other != port).Sum(other => other.Count);
        return OutputNames.Count > 0 ? OutputNames[before + output] : $"{port.Name} {output}";
    }

    // Before a norm that ends the model there are as many rows as it has outputs, and each stands for one.
    private static OutputInfo? OutputOf(Decomposition entry, int outputs) => entry.Output ?? (entry.Model.Outputs is [var only] && only.Count == outputs ? only : null);
}
