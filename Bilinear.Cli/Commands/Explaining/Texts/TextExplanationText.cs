using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Spectral.Explaining;
using Bilinear.Reports;
using Bilinear.Reports.Explaining.Texts;
using Bilinear.Reports.Texts;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>A text's logit for a person: a table that adds up to it.</summary>
internal static class TextExplanationText
{
    /// <param name="tree">The terms through all layers; null where they were not asked for.</param>
    public static void Write(ShownText shown, StreamTree? tree)
    {
        var explanation = shown.Explanation;
        var most = Exactness.ArgMax([.. explanation.Logits]);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"position {explanation.Position}, {shown.Tokens.NameOf(shown.Token)}: the most probable next token is {shown.Tokens.NameOf(most)}, with probability {Quantity.Probability(Answers.Probability([.. explanation.Logits], most))}"));
        Console.Out.WriteLine();
        Console.Out.WriteLine($"{(shown.IsOneLogit ? "logit" : "difference of the logits")} {explanation.Direction.Name}: {Quantity.Signed(explanation.Value)}");

        List<string[]> rows = [["", "term", "change without it", shown.Analysis.Stream.Eigenvalue, shown.Analysis.Stream.Feature, "reads"]];
        foreach (var term in shown.Leading)
        {
            var isVector = term.Kind == LogitTermKind.Eigenvector;
            rows.Add([ShownText.NameOf(term), Quantity.Signed(term.Value), term.Change is { } change ? Quantity.Signed(change) : "", isVector ? Quantity.Signed(term.Eigenvalue) : "", isVector ? Quantity.Signed(term.Projection) : "", Reads(shown, term)]);
        }

        foreach (var others in shown.Others)
            rows.Add([ShownText.NameOf(others), Quantity.Signed(others.Sum(term => term.Value)), "", "", "", ""]);
        rows.Add(["sum", Quantity.Signed(explanation.Sum), "", "", "", ""]);
        Aligned.Write(rows, indent: "  ", endsInWords: true);
        Console.Out.WriteLine();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the sum is the forward pass's to {explanation.Error:0.0e+0} of the largest logit; {(explanation.Terms.Any(term => term.Kind == LogitTermKind.Eigenvector) ? "eigenvectors are exact, and " : "")}{Measured(shown)}"));
        if (tree is null)
            return;
        Console.Out.WriteLine();
        new StreamTreeText(new ShownTree(tree, shown.Analysis, shown.Tokens)).Write();
    }

    // A term is λ(v·h/r)² over the last norm's scale.
    private static string Measured(ShownText shown) => shown.Analysis.Stream.HasNorms
        ? string.Create(CultureInfo.InvariantCulture, $"the scales of the norms and the patterns of the heads are those of this text{(shown.Analysis.Stream.Norm is null ? "" : $" (the last norm divides λ(v·h/r)² by {shown.Explanation.Scale:0.###})")}")
        : "the patterns of the heads are those of this text; there are no norms";

    // What a term sees: a head the positions, an eigenvector the tokens.
    private static string Reads(ShownText shown, LogitTerm term) => term.Kind switch
    {
        LogitTermKind.Embedding => shown.Tokens.NameOf(shown.Token),
        LogitTermKind.AttentionHead => string.Join(", ", ShownText.SourcesOf(term).Select(source => string.Create(CultureInfo.InvariantCulture, $"{shown.Tokens.NameOf(shown.Explanation.Tokens[source.Position])} at {source.Position} {Quantity.Signed(source.Value)} (weight {source.Weight:0.00})"))),
        LogitTermKind.Eigenvector => VectorReadings.Words(shown.ReadingsOf(term), shown.Tokens),
        _ => "",
    };
}
