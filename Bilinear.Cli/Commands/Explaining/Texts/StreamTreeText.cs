using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Reports.Explaining.Texts;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>The tree of a logit for a person: each node under the one to which it adds, further in.</summary>
internal sealed class StreamTreeText(ShownTree shown)
{
    public void Write()
    {
        List<string[]> rows = [["", shown.IsOfText ? "adds" : "", "share of siblings", "λ, scaled", shown.IsOfText ? shown.Feature : "", "reads"]];
        Add(rows, shown.Tree.Nodes[0], depth: 0);
        Aligned.Write(rows, endsInWords: true);
        Console.Out.WriteLine();
        var followed = $"{Quantity.Percent(shown.Tree.Coverage)} of the shares are followed down to tokens";
        Console.Out.WriteLine(shown.IsOfText
            ? $"each row adds to the one under which it stands: to the logit, to what a head adds, or to {shown.Feature} of an eigenvector, which is λ({shown.Feature})² itself; λ has in it {(shown.HasNorms ? "the scales of the norms and " : "")}the weights of the heads on the way to that row; {followed}, with the {(shown.HasNorms ? "scales and " : "")}patterns of this text"
            : $"each row adds to the one under which it stands, for every text, with the patterns that the heads have there; shares are of |λ| and of lengths, as if each layer read a stream of length 1, so they do not compare one layer with another; {followed}");
    }

    private void Add(List<string[]> rows, StreamNode node, int depth)
    {
        var (indent, isVector, isOfText) = (new string(' ', 2 * depth), node.Kind == LogitTermKind.Eigenvector, shown.IsOfText);
        rows.Add(
        [
            indent + shown.NameOf(node),
            isOfText ? Quantity.Signed(node.Value) : "",
            depth == 0 ? "" : Quantity.Percent(node.Share),
            isVector ? Quantity.Signed(node.Eigenvalue) : "",
            isOfText && isVector ? Quantity.Signed(node.Feature) : "",
            Reads(node),
        ]);
        foreach (var child in node.Children)
            Add(rows, child, depth + 1);
        if (node.RestCount > 0)
            rows.Add([string.Create(CultureInfo.InvariantCulture, $"{indent}  {node.RestCount} other{(node.RestCount == 1 ? "" : "s")}"), isOfText ? Quantity.Signed(node.Rest) : "", "", "", "", ""]);
    }

    // Of the embedding, and of a head, the token that stands there; of a vector, and where there is no text, the tokens that go furthest along it.
    private string Reads(StreamNode node) => shown.TokenOf(node) is { } token ? shown.Tokens.NameOf(token)
        : shown.ReadingsOf(node) is { Count: > 0 } readings ? VectorReadings.Words(readings, shown.Tokens) : "";
}
