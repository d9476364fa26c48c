using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Spectral.Explaining;
using Bilinear.Reports;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>A text's logit for a person: a table that adds up to it.</summary>
internal static class TextExplanationText
{
    public static void Write(ShownText shown)
    {
        var explanation = shown.Explanation;
        var most = Exactness.ArgMax([.. explanation.Logits]);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"position {explanation.Position}, {shown.Names.Of(explanation.Tokens[explanation.Position])}: the most probable next token is {shown.Names.Of(most)}, with probability {Quantity.Probability(Answers.Probability([.. explanation.Logits], most))}"));
        Console.Out.WriteLine();
        Console.Out.WriteLine($"{(explanation.Direction.Coefficients.Count(value => value != 0) == 1 ? "logit" : "difference of the logits")} {explanation.Direction.Name}: {Quantity.Signed(explanation.Value)}");

        List<string[]> rows = [["", "term", "change without it", "λ", "v·h/r", "reads"]];
        foreach (var term in shown.LeadingTerms)
        {
            var isVector = term.Kind == LogitTermKind.Eigenvector;
            rows.Add([NameOf(term), Quantity.Signed(term.Value), term.Change is { } change ? Quantity.Signed(change) : "", isVector ? Quantity.Signed(term.Eigenvalue) : "", isVector ? Quantity.Signed(term.Projection) : "", Reads(shown, term)]);
        }

        foreach (var others in shown.Others)
            rows.Add([others.Count() == 1 ? NameOf(others.First()) : string.Create(CultureInfo.InvariantCulture, $"{others.Count()} other {Several(others.Key)}"), Quantity.Signed(others.Sum(term => term.Value)), "", "", "", ""]);
        rows.Add(["sum", Quantity.Signed(explanation.Sum), "", "", "", ""]);
        Aligned.Write(rows, indent: "  ", endsInWords: true);
        Console.Out.WriteLine();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the sum is the forward pass's to {explanation.Error:0.0e+0} of the largest logit; eigenvectors are exact, and the scales of the norms and the patterns of the heads are those of this text (the last norm divides by {explanation.Scale:0.###})"));
        if (shown.Tree is not { } tree)
            return;
        Console.Out.WriteLine();
        new StreamTreeText(tree, shown.Reader).Write();
    }

    /// <summary>A term by its layer, and by its number there.</summary>
    public static string NameOf(LogitTermKind kind, string branch, int number) => kind switch
    {
        LogitTermKind.Embedding => "embedding",
        LogitTermKind.AttentionHead => string.Create(CultureInfo.InvariantCulture, $"{branch} head {number}"),
        LogitTermKind.Eigenvector => string.Create(CultureInfo.InvariantCulture, $"{branch} pair {number}"),
        LogitTermKind.Linear => $"{branch} linear part",
        LogitTermKind.GatedLayer => branch,
        LogitTermKind.Bias => branch.Length > 0 ? $"{branch} biases" : "biases of the values",
        _ => "bias of the head",
    };

    private static string NameOf(LogitTerm term) => NameOf(term.Kind, term.Branch, term.Index);

    private static string Several(LogitTermKind kind) => kind switch
    {
        LogitTermKind.AttentionHead => "heads",
        LogitTermKind.Eigenvector => "eigenvectors",
        LogitTermKind.Linear => "linear parts",
        LogitTermKind.GatedLayer => "gated layers",
        _ => "biases",
    };

    // What a term sees: a head the positions, an eigenvector the tokens.
    private static string Reads(ShownText shown, LogitTerm term) => term.Kind switch
    {
        LogitTermKind.Embedding => shown.Names.Of(shown.Explanation.Tokens[shown.Explanation.Position]),
        LogitTermKind.AttentionHead => string.Join(", ", ShownText.SourcesOf(term).Select(source => string.Create(CultureInfo.InvariantCulture, $"{shown.Names.Of(shown.Explanation.Tokens[source.Position])} at {source.Position} {Quantity.Signed(source.Value)} (weight {source.Weight:0.00})"))),
        LogitTermKind.Eigenvector => shown.Reader.Words(shown.ReadingsOf(term)),
        _ => "",
    };
}
