using Bilinear.Dsl.Binding.Models;

namespace Bilinear.Dsl.Binding.Decomposing;

/// <summary>Finds the layers that a <c>decompose</c> block names in one model. What a layer's decomposition means is not decided here.</summary>
internal sealed class RequestBinder(FileContext file, ModelContext model)
{
    public IReadOnlyList<DecomposeRequest> Bind(DecomposeBlock block)
    {
        file.Work += block.Entries.Count;
        var requests = new List<DecomposeRequest>();
        foreach (var entry in block.Entries)
        {
            var path = entry.Path.Text;
            if (model.Layers.TryGetValue(path, out var layer))
                requests.Add(entry.Request(layer));
            else
                file.Diagnostics.ReportUnknownLayerPath(entry.Path.Span, path, file.Names.Nearest(path, model.Layers.Keys), model.Layers.Keys);
        }

        return requests;
    }
}
