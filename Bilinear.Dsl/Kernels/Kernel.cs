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

    /// <summary>left = x / √(mean x² + 1e-8), row by row. Input: x.</summary>
    RmsNorm,

    /// <summary>left = the adjoint of x under RmsNorm. Inputs: x, dy.</summary>
    RmsNormAdjoint,

    /// <summary>out[n] = Σ_b x[b,n]. Input: x; output: [1, n].</summary>
    SumRows,

    /// <summary>out = x + σ·n. Input: x; output: the noisy x.</summary>
    Noise,

    /// <summary>Mean cross-entropy of logits [b,c] against int32 targets [b]. Inputs: logits, target; outputs: loss, then dlogits where it is wanted.</summary>
    CrossEntropy,

    /// <summary>Mean over all elements of (output − target)². Inputs: output, target; outputs: loss, then doutput where it is wanted.</summary>
    SquaredError,
}
