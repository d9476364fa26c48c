using System.Globalization;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Reports.Explaining.Texts;

/// <summary>A tree of a logit with what is shown of its nodes.</summary>
internal sealed class ShownTree(StreamTree tree, StreamAnalysis analysis, TokenTexts tokens)
{
    public StreamTree Tree => tree;

    public TokenTexts Tokens => tokens;

    public bool IsOfText => tree.Tokens.Count > 0;

    public bool HasNorms => analysis.Stream.HasNorms;

    public string Feature => analysis.Stream.Feature;

    /// <summary>A node by its layer and its number there; a head of a text with the position that it reads.</summary>
    public string NameOf(StreamNode node)
    {
        if (node.Kind is not { } kind)
            return $"logit {tree.Direction.Name}";
        var name = ShownText.NameOf(kind, node.Branch, node.Number);
        return kind == LogitTermKind.AttentionHead && IsOfText ? string.Create(CultureInfo.InvariantCulture, $"{name} at {node.Position}") : name;
    }

    /// <summary>The token that stands where the embedding, or a head, reads; null for another node, and without a text.</summary>
    public int? TokenOf(StreamNode node) => IsOfText && node.Kind is (LogitTermKind.Embedding or LogitTermKind.AttentionHead) ? tree.Tokens[node.Position] : null;

    /// <summary>The vector of another node in tokens, with the sign that it has here; none of a node without one, nor of the logit.</summary>
    public IReadOnlyList<TokenReading> ReadingsOf(StreamNode node) =>
        node.Parent is null || node.Vector.Count == 0 || TokenOf(node) is not null ? [] : VectorReadings.Of(analysis, node.Place, node.Vector, node.Feature);
}
