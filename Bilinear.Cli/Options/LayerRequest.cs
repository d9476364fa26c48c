using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Cli.Options;

/// <summary>What a command line asks of a run's layers.</summary>
/// <param name="Kept">What is written.</param>
internal sealed record LayerRequest(Capture Capture, IReadOnlyList<LayerInfo> Kept, bool Replaces)
{
    /// <summary>What stands before a layer's name in the name of its tensor: a layer may be called <c>output</c>.</summary>
    public const string Prefix = "layer.";

    /// <summary>Whether the run need not stop at any layer.</summary>
    public bool IsEmpty => Kept.Count == 0 && !Replaces;

    /// <summary>The values that the run left: [N, …shape] each.</summary>
    public IEnumerable<NamedTensor> Tensors(int samples) => Kept.Select(layer => new NamedTensor(Prefix + layer.Name, [samples, .. layer.Shape], Capture[layer.Name].Values));
}
