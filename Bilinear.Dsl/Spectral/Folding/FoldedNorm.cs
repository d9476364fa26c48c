using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Spectral.Folding;

/// <summary>A norm where it is applied, and the weights that take its scale once it divides by a constant. It names parameters by their places in the model's.</summary>
/// <param name="Name">Its path; of one that stands in a flow alone, what it stands before.</param>
/// <param name="Size">d, the numbers of its last axis.</param>
/// <param name="Epsilon">What is added to the mean square.</param>
/// <param name="Gain">[d]; −1 where there is none.</param>
/// <param name="Scale">[d], 1/s of a scale that training measures; −1 for a norm of each position.</param>
/// <param name="Weights">The weights [out, k] that read it: column j of each meets channel j mod d.</param>
/// <param name="Heads">The heads that read it with the weight of an embedding, by name: each needs a weight of its own.</param>
/// <param name="Place">Its place among all applications of norms in the flow, as in <see cref="Scheduling.Schedule.Norms"/>.</param>
public sealed record FoldedNorm(string Name, int Size, double Epsilon, int Gain, int Scale, IReadOnlyList<int> Weights, IReadOnlyList<TiedHead> Heads, int Place);

/// <summary>An <c>unembedding</c> behind a norm.</summary>
/// <param name="Embedding">The weight of the embedding, [vocabulary, d].</param>
public sealed record TiedHead(string Name, int Embedding);

/// <summary>Why a norm cannot be folded, and how to mend it.</summary>
/// <param name="Norm">Its name.</param>
/// <param name="Reason">A clause and a mend: <c>a sum reads it, …: norm what a branch reads instead.</c></param>
/// <param name="Span">The norm.</param>
/// <param name="Place">The place of the norm among all applications of norms in the flow, <see cref="FoldedNorm.Place"/>.</param>
public sealed record FoldObstacle(string Norm, string Reason, TextSpan Span, int Place);
