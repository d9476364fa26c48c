using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding;

/// <summary>Checks that what a <c>train</c> block anneals is there: gates silu, and none that have another way to bilinear.</summary>
internal sealed class AnnealRules(FileContext file)
{
    /// <param name="anneal">The place of the entry.</param>
    /// <param name="layers">All gated layers of the model.</param>
    public void Check(string model, TextSpan anneal, IReadOnlyList<BoundGlu> layers)
    {
        if (layers.FirstOrDefault(layer => layer.Gate is not (Gate.None or Gate.Silu)) is { } other)
            file.Diagnostics.ReportAnnealedGate(anneal, other.Path, other.Gate.ToString().ToLowerInvariant());
        else if (!layers.Any(layer => layer.Gate == Gate.Silu))
            file.Diagnostics.ReportNothingToAnneal(anneal, model);
    }
}
