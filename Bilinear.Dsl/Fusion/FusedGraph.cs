using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Fusion;

/// <summary>A graph as kernel calls: every pointwise operator has found the call in whose epilogue it is computed.</summary>
/// <param name="Graph">What is computed; its values name what the calls read and write.</param>
/// <param name="Calls">The calls, in an order in which each can run.</param>
/// <param name="Results">Where each output of the graph lies, in the order of the graph's outputs.</param>
public sealed record FusedGraph(Graph Graph, IReadOnlyList<FusedCall> Calls, IReadOnlyList<FusedResult> Results)
{
    /// <summary>What the program has a name for, where each such value is kept; empty where none is.</summary>
    public IReadOnlyList<FusedName> Named { get; init; } = [];

    /// <summary>The calls before it compute outputs and losses, those from it on the gradients; the number of calls where there is no loss.</summary>
    public int BackwardStart
    {
        get
        {
            for (var i = Calls.Count; i > 0; i--)
            {
                if (Calls[i - 1].Kernel.Spec().IsLoss)
                    return i;
            }

            return Calls.Count;
        }
    }
}

/// <summary>One output of the graph and the matrix that holds it.</summary>
public sealed record FusedResult(GraphOutput Output, MatrixView Place);

/// <summary>A name of a value, and the dense matrix that holds it after the call that computes it.</summary>
public sealed record FusedName(string Name, Value Value, MatrixView Place);

/// <summary>A kernel and what was fused into it.</summary>
/// <param name="Anchor">The value that the kernel itself computes; of a map, the first of its pointwise values.</param>
/// <param name="Inputs">The kernel's own operands.</param>
/// <param name="EpilogueInputs">What <see cref="InputElement"/> counts.</param>
public sealed record FusedCall(
    Kernel Kernel, Value Anchor, IReadOnlyList<MatrixView> Inputs, IReadOnlyList<MatrixView> EpilogueInputs, IReadOnlyList<FusedOutput> Outputs);

/// <summary>A value that a call writes.</summary>
/// <param name="Expression">What the epilogue computes; null for a kernel that takes none.</param>
public sealed record FusedOutput(Value Value, MatrixView Place, ScalarExpression? Expression);
