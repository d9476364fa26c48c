using System.Globalization;
using Bilinear.Dsl.Fusion;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Scheduling.Naming;

/// <summary>Names what a call reads and writes, for its equation.</summary>
/// <param name="names">What a value with memory is called.</param>
/// <param name="isTaken">Whether a value with memory has this name.</param>
internal sealed class CallNames(Func<Value, string> names, Func<string, bool> isTaken)
{
    public CallText Of(FusedCall call) => new(
        call.Kernel,
        [.. call.Inputs.Select(Name)],
        [.. call.EpilogueInputs.Select(view => InputName(call, view))],
        [.. call.Outputs.Select(output => new ResultText(NameOf(output), Shape(output), output.Expression))],
        ProductName(call),
        (call.Anchor.Operator as Noise)?.Spec);

    private string ProductName(FusedCall call)
    {
        var name = PathNames.Camel(call.Anchor.Name);
        return isTaken(name) ? "l" : name;
    }

    /// <summary>The halves of a stacked layer's bias go with the weights W and V.</summary>
    private string InputName(FusedCall call, MatrixView view)
    {
        if (call.Kernel.Spec().Accumulators < 2 || !view.IsBroadcast || view.Tensor.Operator is not Parameter || 2 * view.Columns != MatrixView.Whole(view.Tensor).Columns)
            return Name(view);
        return view.ColumnOffset == 0 ? "w" : "v";
    }

    private string Name(MatrixView view)
    {
        var name = NameOf(view.Tensor) + (view.Transposed ? "ᵀ" : "");
        var whole = MatrixView.Whole(view.Tensor).Columns;
        var isPart = view.Columns < whole && (view.IsBroadcast || view.RowStride == whole);
        return isPart ? FormattableString.Invariant($"{name}[:, {view.ColumnOffset}..{view.ColumnOffset + view.Columns}]") : name;
    }

    /// <summary>A part has the name of its value, though it lies inside another.</summary>
    private string NameOf(FusedOutput output) => output.Place.Tensor == output.Value || output.Place.IsDense ? NameOf(output.Place.Tensor) : PathNames.Camel(output.Value.Name);

    private string NameOf(Value tensor) => tensor.Operator is Parameter ? tensor.Name : names(tensor);

    private static string Shape(FusedOutput output)
    {
        var rows = output.Place.Rows == 1 ? "" : output.Place.Rows.ToString(CultureInfo.InvariantCulture);
        return output switch
        {
            { Place.IsBatched: true } => FormattableString.Invariant($"[{rows}b,{output.Place.Columns}]"),
            { Value.Type.Dims.Count: 0 } => "",
            { Value.Type.Dims.Count: 1 } => FormattableString.Invariant($"[{output.Place.Columns}]"),
            _ => FormattableString.Invariant($"[{output.Place.Rows},{output.Place.Columns}]"),
        };
    }
}
