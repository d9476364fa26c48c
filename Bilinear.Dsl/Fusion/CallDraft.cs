using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Fusion;

/// <summary>A call while values still find their way into it.</summary>
/// <param name="shape">The shape of the call's result, and so of everything in its epilogue.</param>
internal sealed class CallDraft(int index, Kernel kernel, Value anchor, MatrixView shape, IReadOnlyList<MatrixView> inputs)
{
    private readonly List<MatrixView> _epilogueInputs = [];
    private readonly List<FusedOutput> _outputs = [];

    public int Index { get; } = index;

    public Kernel Kernel { get; } = kernel;

    public MatrixView Shape { get; } = shape;

    public KernelSpec Spec { get; } = kernel.Spec();

    public int EpilogueInputCount => _epilogueInputs.Count;

    public IReadOnlyList<FusedOutput> Outputs => _outputs;

    public bool Reads(MatrixView view) => _epilogueInputs.Contains(view);

    /// <summary>The element of an operand, which becomes an input if it is none yet.</summary>
    public InputElement Read(MatrixView view)
    {
        if (!Reads(view))
            _epilogueInputs.Add(view);
        return new InputElement(_epilogueInputs.IndexOf(view));
    }

    public void Write(Value value, MatrixView place, ScalarExpression? expression) => _outputs.Add(new FusedOutput(value, place, expression));

    /// <summary>The call as it stands, its outputs in the order in which the graph has them, parts of one value from left to right.</summary>
    public FusedCall Finish() =>
        new(Kernel, anchor, inputs, [.. _epilogueInputs], [.. _outputs.OrderBy(output => output.Place.Tensor.Id).ThenBy(output => output.Place.ColumnOffset)]);
}
