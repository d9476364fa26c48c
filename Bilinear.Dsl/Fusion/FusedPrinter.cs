using System.Globalization;
using System.Text;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Fusion;

/// <summary>
/// Prints a fused graph: a line a call, and below it a line for each value that it writes; l and r are the kernel's
/// accumulators. Names are the graph's; <c>x[:, 0..64]</c> are some of its columns, <c>x as [28b, 28]</c> is another shape of it.
/// </summary>
public static class FusedPrinter
{
    public static string Print(FusedGraph fused)
    {
        var names = GraphPrinter.UniqueNames(fused.Graph);
        var text = new StringBuilder();
        text.Append("fused ").Append(fused.Graph.Stage.Name).Append(" graph of ").Append(fused.Graph.Name).Append('\n');
        for (var i = 0; i < fused.Calls.Count; i++)
            Append(text, i, fused.Calls[i], names);
        foreach (var result in fused.Results)
            text.Append("  return ").Append(result.Output.Name).Append(" = ").Append(NameOf(result.Place, names)).Append('\n');
        return text.ToString();
    }

    private static void Append(StringBuilder text, int index, FusedCall call, Dictionary<Value, string> names)
    {
        var operands = call.Inputs.Select(view => NameOf(view, names) + (view.Transposed ? "ᵀ" : ""));
        text.Append(Invariant($"{index,4}  {call.Kernel.Spec().Mnemonic} {string.Join(", ", operands)}").TrimEnd()).Append('\n');
        var printer = new ExpressionPrinter(expression => expression switch
        {
            LeftAccumulator => new Term("l"),
            RightAccumulator => new Term("r"),
            InputElement input => new Term(NameOf(call.EpilogueInputs[input.Index], names)),
            _ => null,
        });
        foreach (var output in call.Outputs)
        {
            text.Append("        ").Append(NameOf(output.Place, names)).Append(": ").Append(TypeOf(output));
            if (output.Expression is { } expression)
                text.Append(" = ").Append(printer.Print(expression));
            text.Append('\n');
        }
    }

    private static string TypeOf(FusedOutput output) => output.Value.Operator is Pad ? output.Value.Type.WithLast(output.Place.Columns).ToString() : output.Value.Type.ToString();

    private static string NameOf(MatrixView view, Dictionary<Value, string> names)
    {
        var name = names[view.Tensor];
        var whole = MatrixView.Whole(view.Tensor);
        if (view.Columns < whole.Columns && (view.IsBroadcast || view.RowStride == whole.Columns))
            return Invariant($"{name}[:, {view.ColumnOffset}..{view.ColumnOffset + view.Columns}]");
        var rows = view is { IsBatched: true, Rows: 1 } ? "b" : Invariant($"{view.Rows}{(view.IsBatched ? "b" : "")}");
        return view.Columns == whole.Columns ? name : Invariant($"{name} as [{rows}, {view.Columns}]");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
