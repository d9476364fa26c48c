namespace Bilinear.Dsl.Kernels;

/// <summary>The loops that a runtime owns. <see cref="KernelTable"/> says of each what the compiler needs to know.</summary>
public enum Kernel
{
    /// <summary>left = A·B. Inputs: A, B.</summary>
    Product,

    /// <summary>left = A·Wᵀ, right = A·Vᵀ. Inputs: A, and the stacked weights [W; V] [2m, d] read transposed.</summary>
    DualProduct,

    /// <summary>No accumulator: only epilogue inputs.</summary>
    Map,

    /// <summary>left = x / √(mean x² + ε), row by row. Input: x.</summary>
    RmsNorm,

    /// <summary>left = the adjoint of x under RmsNorm. Inputs: x, dy.</summary>
    RmsNormAdjoint,

    /// <summary>out[n] = Σ_b x[b,n]. Input: x; output: [1, n].</summary>
    SumRows,

    /// <summary>1/s of a batch, s² = squares / N + ε of each channel or in the mean. Input: squares [1, n]; output: [1, n].</summary>
    BatchScale,

    /// <summary>The adjoint of the squares under BatchScale. Inputs: scale, dscale; output: [1, n].</summary>
    BatchScaleAdjoint,

    /// <summary>out = x + σ·n. Input: x; output: the noisy x.</summary>
    Noise,

    /// <summary>Mean cross-entropy of logits [b,c] against int32 targets [b]. Inputs: logits, target; outputs: loss, then dlogits where it is wanted.</summary>
    CrossEntropy,

    /// <summary>
    /// <see cref="CrossEntropy"/> of the logits x·weightᵀ, chunk by chunk of the rows. Inputs: x, weight, target; outputs: loss, then dx and dweight where
    /// they are wanted.
    /// </summary>
    LinearCrossEntropy,

    /// <summary>The same with a bias. Inputs: x, weight, bias, target; outputs: loss, then dx, dweight and dbias where they are wanted.</summary>
    AffineCrossEntropy,

    /// <summary>Mean over all elements of (output − target)². Inputs: output, target; outputs: loss, then doutput where it is wanted.</summary>
    SquaredError,

    /// <summary>y[i] = table[token i]. Inputs: int32 tokens [rows], table; output: y.</summary>
    Embed,

    /// <summary>dtable[v] = Σ dy over the rows of token v. Inputs: tokens, dy; output: dtable, or what is there already with that added.</summary>
    EmbedAdjoint,

    /// <summary>Rotary positions of each head, forward or back. Input: x; output: y.</summary>
    Rotate,

    /// <summary>o = p(q, k)·v for each head, over the positions of each text. Inputs: q, k, v; outputs: o, then log sums where they are wanted.</summary>
    Attention,

    /// <summary>The adjoints of softmax attention. Inputs: q, k, v, o, log sums, do; outputs: dq, dk, dv.</summary>
    AttentionAdjoint,

    /// <summary>The adjoints of bilinear attention. Inputs: q, k, v, do; outputs: dq, dk, dv.</summary>
    BilinearAttentionAdjoint,
}
