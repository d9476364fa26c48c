using System.Globalization;
using Bilinear.Cli.Output;
using Bilinear.Reports.Explaining.Texts;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>The tree of a logit for a person: each node under the one to which it adds, further in.</summary>
internal sealed class StreamTreeText(StreamTree tree, StreamAnalysis analysis, TokenTexts tokens)
{
    private readonly bool _isOfText = tree.Tokens.Count > 0;

    public void Write()
    {
        List<string[]> rows = [["", _isOfText ? "adds" : "", "share", "λ", _isOfText ? "v·h/r" : "", "reads"]];
        Add(rows, tree.Nodes[0], depth: 0);
        Aligned.Write(rows, endsInWords: true);
        Console.Out.WriteLine();
        var followed = $"{Quantity.Percent(tree.Coverage)} of the shares are followed down to tokens";
        Console.Out.WriteLine(_isOfText
            ? $"each row adds to the one under which it stands: to the logit, or to v·h/r of an eigenvector, which is λ(v·h/r)² itself, with the scale in λ of what it adds to; {followed}, with the scales and patterns of this text"
            : $"each row adds to the one under which it stands, for every text, with the patterns that the heads have there; shares are of |λ| and of lengths; {followed}");
    }

    private void Add(List<string[]> rows, StreamNode node, int depth)
    {
        var (indent, isVector) = (new string(' ', 2 * depth), node.Kind == LogitTermKind.Eigenvector);
        rows.Add(
        [
            indent + NameOf(node),
            _isOfText ? Quantity.Signed(node.Value) : "",
            depth == 0 ? "" : Quantity.Percent(node.Share),
            isVector ? Quantity.Signed(node.Eigenvalue) : "",
            _isOfText && isVector ? Quantity.Signed(node.Feature) : "",
            Reads(node),
        ]);
        foreach (var child in node.Children)
            Add(rows, child, depth + 1);
        if (node.RestCount > 0)
            rows.Add([string.Create(CultureInfo.InvariantCulture, $"{indent}  {node.RestCount} other{(node.RestCount == 1 ? "" : "s")}"), _isOfText ? Quantity.Signed(node.Rest) : "", "", "", "", ""]);
    }

    private string NameOf(StreamNode node)
    {
        var name = node.Kind is { } kind ? ShownText.NameOf(kind, node.Branch, node.Number) : $"logit {tree.Direction.Name}";
        return node.Parent is { } parent && parent.Position != node.Position ? string.Create(CultureInfo.InvariantCulture, $"{name} at {node.Position}") : name;
    }

    // Of the embedding, and of a head, the token that stands there; of a vector, and where there is no text, the tokens that go furthest along it.
    private string Reads(StreamNode node)
    {
        if (node.Parent is null || node.Vector.Count == 0)
            return "";
        return _isOfText && node.Kind is (LogitTermKind.Embedding or LogitTermKind.AttentionHead)
            ? tokens.NameOf(tree.Tokens[node.Position])
            : VectorReadings.Words(VectorReadings.Of(analysis, node.Place, node.Vector, node.Feature), tokens);
    }
}
