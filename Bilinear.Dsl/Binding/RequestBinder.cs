using Bilinear.Dsl.Binding.Declarations;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding;

/// <summary>Finds the layers that a <c>decompose</c> block names in one model. What a layer's decomposition means is not decided here.</summary>
internal sealed class RequestBinder(FileContext file)
{
    /// <param name="logits">How many logits a position of a text has; null for a model that takes no texts.</param>
    public IReadOnlyList<DecomposeRequest> Bind(DecomposeBlock block, IReadOnlyDictionary<string, BoundLayer> layers, long? logits)
    {
        var requests = new List<DecomposeRequest>();
        foreach (var entry in block.Entries)
        {
            var path = entry.Path.Text;
            if (layers.TryGetValue(path, out var layer))
                requests.Add(entry.Request(layer, logits));
            else
                file.Diagnostics.ReportUnknownLayerPath(entry.Path.Span, path, file.Names.Nearest(path, layers.Keys), layers.Keys);
        }

        return requests;
    }

    /// <summary>What can be said of a template, or of a model with a mistake: a path begins with the name of a layer.</summary>
    public void CheckNames(DecomposeBlock block, BodySyntax body)
    {
        var names = new HashSet<string>(body.Statements.OfType<LayerSyntax>().Select(layer => layer.Name.Text), StringComparer.Ordinal);
        foreach (var path in block.Entries.Select(entry => entry.Path))
        {
            if (!names.Contains(path.Parts[0].Text))
                file.Diagnostics.ReportUnknownLayerPath(path.Span, path.Text, file.Names.Nearest(path.Text, names), names);
        }
    }
}
