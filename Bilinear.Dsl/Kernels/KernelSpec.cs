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

    /// <summary>A matrix with as many rows as the first operand, whatever its columns.</summary>
    Rowwise,

    /// <summary>A matrix whose size does not depend on the batch.</summary>
    Table,

    /// <summary>An int32 token for each row of the result.</summary>
    Tokens,

    /// <summary>What the result is added to, where it lies; it may be left out, as the last operand.</summary>
    Earlier,
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

    /// <summary>A matrix with as many rows as the first input, whatever its columns.</summary>
    Rowwise,

    /// <summary>A matrix whose size does not depend on the batch.</summary>
    Table,
}

/// <summary>What a kernel must know of the rows of its operands, which the workspace knows.</summary>
public enum Rows
{
    /// <summary>Nothing: each stands for itself, or they are all alike.</summary>
    None,

    /// <summary>The position of each in its text.</summary>
    Positions,

    /// <summary>Which rows are one text.</summary>
    Texts,
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

    /// <summary>What the device calls it; null where that is the name of the <see cref="Kernel"/>.</summary>
    public string? Method { get; init; }

    /// <summary>What a call has beside its operands.</summary>
    public Rows Rows { get; init; }

    /// <summary>Whether a call may have so many operands of its own.</summary>
    public bool MayRead(int inputs) => inputs == Inputs.Count || (inputs == Inputs.Count - 1 && Inputs[inputs] == OperandRole.Earlier);

    public bool TakesEpilogue => Results.Count == 0;

    /// <summary>Whether it ends the forward half of a training step.</summary>
    public bool IsLoss => Results.Any(result => result.Role == ResultRole.Loss);

    /// <summary>Whether a call may write so many matrices.</summary>
    public bool MayWrite(int outputs) => TakesEpilogue
        ? outputs is > 0 and <= MaxEpilogueOutputs
        : outputs <= Results.Count && outputs >= Results.Count(result => !result.IsOptional);
}
