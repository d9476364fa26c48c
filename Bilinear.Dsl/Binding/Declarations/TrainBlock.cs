using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>A <c>train</c> block after binding.</summary>
/// <param name="Spec">Without losses, which depend on the model that has the block.</param>
internal sealed record TrainBlock(TrainSpec Spec, IReadOnlyList<LossEntry> Losses)
{
    /// <summary>Where it says <c>anneal</c>; null where it does not.</summary>
    public TextSpan? Anneal { get; init; }
}
