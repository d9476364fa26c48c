using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Ir;

/// <summary>
/// What computes a value. The set is closed: whoever adds one adds its type (<see cref="TypeRules"/>), its text
/// (<see cref="GraphPrinter"/>), the stages that may hold it (<see cref="StageSpec"/>) and its adjoint.
/// A composite layer is lowered, it is not an operator.
/// </summary>
/// <param name="Mnemonic">Its name in printed graphs.</param>
public abstract record Operator(string Mnemonic);

// ---- Where values come from ----

/// <summary>The batch's input number <paramref name="Index"/>.</summary>
public sealed record Input(int Index, TensorType Type) : Operator("input");

/// <summary>What the loss of output number <paramref name="Index"/> compares with: labels, or a tensor of the output's shape.</summary>
public sealed record Target(int Index, TensorType Type) : Operator("target");

/// <summary>A trained tensor; <paramref name="Index"/> counts the model's parameters in the order of declaration.</summary>
public sealed record Parameter(int Index, ParameterSymbol Symbol) : Operator("parameter");

/// <summary>
/// The sharpness β of gates that are annealed, <paramref name="Length"/> times: a scalar of the step, which goes from 1 to 0 in training. It is no parameter.
/// </summary>
public sealed record Sharpness(long Length) : Operator("sharpness");

// ---- Linear maps, and their transposes ----

/// <summary>The product of two matrices (see <see cref="TensorType"/>), each as it is or transposed. What is not transposed on the left keeps its axes.</summary>
public sealed record MatMul(bool TransposeLeft = false, bool TransposeRight = false) : Operator("matmul");

/// <summary>The same elements in other axes; the batch stays.</summary>
public sealed record Reshape(TensorShape To) : Operator("reshape");

/// <summary>y[…, j] = x[…, start + j], j below <paramref name="Length"/>.</summary>
public sealed record Slice(long Start, long Length) : Operator("slice");

/// <summary>The transpose of <see cref="Slice"/>: zeros of last size <paramref name="Total"/>, with x from <paramref name="Start"/> on.</summary>
public sealed record Pad(long Start, long Total) : Operator("pad");

/// <summary>Two or more values side by side along the last axis.</summary>
public sealed record Concat() : Operator("concat");

/// <summary>A vector [n], once for every row of the type <paramref name="To"/> […, n].</summary>
public sealed record Broadcast(TensorType To) : Operator("broadcast");

/// <summary>The transpose of <see cref="Broadcast"/>: y[n] = Σ over all rows of x[…, n].</summary>
public sealed record SumRows() : Operator("sum_rows");

// ---- Element by element ----

public sealed record Add() : Operator("add");

public sealed record Multiply() : Operator("multiply");

public sealed record Scale(double Factor) : Operator("scale");

/// <summary>A gate or the derivative of one.</summary>
public sealed record Unary(PointwiseFunction Function) : Operator("unary");

// ---- Row by row ----

/// <summary>y = x / √(mean x² + ε) over the last axis.</summary>
public sealed record RmsNorm(double Epsilon) : Operator("rms_norm");

/// <summary>Takes (x, dy) and gives the adjoint of x under <see cref="RmsNorm"/>.</summary>
public sealed record RmsNormAdjoint(double Epsilon) : Operator("rms_norm_adjoint");

// ---- Positions of texts: f32[b, t, d] has a row for each ----

/// <summary>Takes (tokens [b, t], table [vocabulary, d]) and gives y[…, t] = table[tokens[…, t]].</summary>
public sealed record Embed() : Operator("embed");

/// <summary>
/// Takes (tokens, dy) and gives the adjoint of the table under <see cref="Embed"/>: dTable[v] = Σ dy over the rows whose token is v, in their order. A third
/// input is what it is added to.
/// </summary>
public sealed record EmbedAdjoint(long Vocabulary) : Operator("embed_adjoint");

/// <summary>
/// Rotary positions: turns element i of each head with element i + s/2 by position·base^(−2i/s), or back. A head has s of the last axis, and
/// the axis before it counts positions from 0. Turning back is the transpose of turning.
/// </summary>
public sealed record Rotate(long Heads, double Base, bool Inverse = false) : Operator("rotate");

/// <summary>Takes (q, k, v), each [b, t, …], and gives o[i] = Σ_j p[i, j]·v[j] for each head, p the scores of <see cref="AttentionShape"/>.</summary>
public sealed record Attention(AttentionShape Shape) : Operator("attention");

/// <summary>Takes what <see cref="Attention"/> takes and gives log Σ_j exp(q[i]·k[j]/√s), [b, t, heads], for softmax scores.</summary>
public sealed record AttentionLogSums(AttentionShape Shape) : Operator("attention_log_sums");

/// <summary>
/// Takes (q, k, v, do), for softmax scores (q, k, v, o, its log sums, do), and gives the adjoint of q, k or v under <see cref="Attention"/>.
/// </summary>
/// <param name="Of">The number of the input of attention that it is the adjoint of.</param>
public sealed record AttentionAdjoint(AttentionShape Shape, int Of) : Operator("attention_adjoint");

// ---- Training only ----

/// <summary>
/// Takes (squares [n], the running scale [n]) and gives what a norm whose scale is measured multiplies by in training, 1/s of the batch: s² = squares / N + ε of each channel,
/// or of the mean over all channels, squares being Σ x² over the N rows of all x of a type. The running scale is not read: in the place of a gradient it gets the result.
/// </summary>
/// <param name="Of">The type of x.</param>
public sealed record BatchScale(TensorType Of, MeasuredSpec Spec) : Operator("batch_scale");

/// <summary>Takes (scale, dscale) and gives the adjoint of the squares under <see cref="BatchScale"/>.</summary>
public sealed record BatchScaleAdjoint(TensorType Of, MeasuredSpec Spec) : Operator("batch_scale_adjoint");

/// <summary>x + σ·n. <paramref name="Layer"/> numbers the layers in the order in which they draw. No gradient flows through σ.</summary>
public sealed record Noise(NoiseSpec Spec, int Layer) : Operator("noise");

/// <summary>Takes (logits […, c], labels […]) and gives the mean of −log softmax(logits)[label] over the rows whose label is not −1; 0 where there is none.</summary>
public sealed record CrossEntropy() : Operator("cross_entropy");

/// <summary>Takes (logits, labels) and gives the derivative of <see cref="CrossEntropy"/> by the logits.</summary>
public sealed record CrossEntropyAdjoint() : Operator("cross_entropy_adjoint");

/// <summary>
/// Takes (x […, d], weight [c, d], perhaps bias [c], labels […]) and gives the <see cref="CrossEntropy"/> of the logits x·weightᵀ + bias, which never
/// exist whole. Appears for what is a product and then its loss, where logits are many.
/// </summary>
public sealed record LinearCrossEntropy() : Operator("linear_cross_entropy");

/// <summary>Takes what <see cref="LinearCrossEntropy"/> takes and gives its derivative by one of its inputs.</summary>
/// <param name="Of">The number of that input.</param>
public sealed record LinearCrossEntropyAdjoint(int Of) : Operator("linear_cross_entropy_adjoint");

/// <summary>Takes (output, target) and gives the mean over all elements of (output − target)².</summary>
public sealed record SquaredError() : Operator("squared_error");

/// <summary>Takes (output, target) and gives the derivative of <see cref="SquaredError"/> by the output.</summary>
public sealed record SquaredErrorAdjoint() : Operator("squared_error_adjoint");
