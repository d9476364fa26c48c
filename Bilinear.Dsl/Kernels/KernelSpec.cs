namespace Bilinear.Dsl.Kernels;

/// <summary>How an operand of a kernel relates to the others.</summary>
public enum OperandRole
{
    /// <summary>A matrix of a product, which may be read transposed.</summary>
    Factor,

    /// <summary>A matrix of the result's shape.</summary>
    Elementwise,

    /// <summary>A matrix of the result's width, with any number of rows.</summary>
    Summed,

    /// <summary>What a loss judges.</summary>
    Prediction,

    /// <summary>An int32 label for each row of the prediction.</summary>
    Labels,

    /// <summary>A matrix of the prediction's shape.</summary>
    LikePrediction,
}

/// <summary>What a kernel without an epilogue writes.</summary>
public enum ResultRole
{
    /// <summary>A matrix of the first input's shape.</summary>
    Elementwise,

    /// <summary>One row.</summary>
    Row,

    /// <summary>One element, which is a loss.</summary>
    Loss,
}

/// <summary>A result of a kernel without an epilogue.</summary>
/// <param name="IsOptional">Whether it is written only where it is wanted; such results stand behind the others.</param>
public sealed record ResultSpec(ResultRole Role, bool IsOptional = false);

/// <summary>What every stage needs to know of a kernel: its line in <see cref="KernelTable"/>.</summary>
/// <param name="Mnemonic">Its name in printed graphs.</param>
/// <param name="Inputs">Its own operands, in the order of the call.</param>
/// <param name="Accumulators">How many values it hands to its epilogue for each element: 0, 1 (left) or 2 (left and right).</param>
/// <param name="Results">What it writes itself; empty for a kernel whose epilogue writes.</param>
/// <param name="Text">What it computes, as terms of an equation: one for each accumulator, or for each result.</param>
public sealed record KernelSpec(
    string Mnemonic, IReadOnlyList<OperandRole> Inputs, int Accumulators, IReadOnlyList<ResultSpec> Results, Func<CallText, IReadOnlyList<Term>> Text)
{
    /// <summary>Matrices that an epilogue reads beside its accumulators.</summary>
    public const int MaxEpilogueInputs = 4;

    /// <summary>Matrices that an epilogue writes.</summary>
    public const int MaxEpilogueOutputs = 3;

    public bool TakesEpilogue => Results.Count == 0;

    /// <summary>Whether it ends the forward half of a training step.</summary>
    public bool IsLoss => Results.Any(result => result.Role == ResultRole.Loss);

    /// <summary>Whether a call may write so many matrices.</summary>
    public bool MayWrite(int outputs) => TakesEpilogue
        ? outputs is > 0 and <= MaxEpilogueOutputs
        : outputs <= Results.Count && outputs >= Results.Count(result => !result.IsOptional);
}
