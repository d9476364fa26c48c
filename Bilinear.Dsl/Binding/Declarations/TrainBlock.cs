using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>A <c>train</c> block after binding.</summary>
/// <param name="CrossEntropy">Where the block asks for <c>cross_entropy</c>; null where it does not, or leaves it to the default.</param>
internal sealed record TrainBlock(TrainSpec Spec, TextSpan? CrossEntropy);
