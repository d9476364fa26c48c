using Bilinear.Dsl.Bound;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>A <c>train</c> block after binding.</summary>
/// <param name="Spec">Without losses, which depend on the model that has the block.</param>
internal sealed record TrainBlock(TrainSpec Spec, IReadOnlyList<LossEntry> Losses);
