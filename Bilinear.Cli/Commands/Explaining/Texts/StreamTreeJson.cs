using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Spectral;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>The tree of a logit for scripts: an object <c>tree</c>, whose nodes name their parents by index.</summary>
internal static class StreamTreeJson
{
    public static void Write(Utf8JsonWriter json, StreamTree tree)
    {
        json.WriteStartObject("tree");
        if (tree.Tokens.Count > 0)
            json.WriteNumber("sum", tree.Sum);
        json.WriteNumber("coverage", tree.Coverage);
        json.WriteStartArray("nodes");
        foreach (var node in tree.Nodes)
            Write(json, node);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StreamNode node)
    {
        json.WriteStartObject();
        if (node.Parent is { } parent)
            json.WriteNumber("parent", parent.Index);
        if (node.Kind is { } kind)
            json.WriteString("kind", EnumWords.Of(kind));
        if (node.Branch.Length > 0)
            json.WriteString("branch", node.Branch);
        if (node.Number >= 0)
            json.WriteNumber(node.Kind == LogitTermKind.AttentionHead ? "head" : "pair", node.Number);
        if (node.Position >= 0)
        {
            json.WriteNumber("position", node.Position);
            json.WriteNumber("term", node.Value);
        }

        json.WriteNumber("share", node.Share);
        if (node.Kind == LogitTermKind.Eigenvector)
        {
            json.WriteNumber("eigenvalue", node.Eigenvalue);
            if (node.Position >= 0)
                json.WriteNumber("projection", node.Feature);
        }

        if (node.Children.Count > 0 && node.Position >= 0)
            json.WriteNumber("rest", node.Rest);
        json.WriteEndObject();
    }
}
