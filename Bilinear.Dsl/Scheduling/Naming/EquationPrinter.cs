using System.Globalization;
using Bilinear.Dsl.Fusion;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Scheduling.Naming;

/// <summary>
/// The equation of a call for a person, shape first: <c>body[b,512] = silu(embed·Wᵀ) ⊙ (embed·Vᵀ)</c>. Of several outputs the later
/// ones use the names of the earlier; a product that is used more than once is named first, whether or not it is stored.
/// </summary>
/// <param name="names">What a value with memory is called.</param>
/// <param name="isTaken">Whether a value with memory has this name.</param>
internal sealed class EquationPrinter(Func<Value, string> names, Func<string, bool> isTaken)
{
    public string Print(FusedCall call) => call.Kernel switch
    {
        Kernel.SumRows => $"{Result(call.Outputs[0])} = Σ_b {Name(call.Inputs[0])}",
        Kernel.Noise => $"{Result(call.Outputs[0])} = {Name(call.Inputs[0])} + {Sigma(call)}·n",
        Kernel.CrossEntropy => Loss(call, "cross_entropy"),
        Kernel.SquaredError => Loss(call, "squared_error"),
        _ => Fused(call),
    };

    private string Loss(FusedCall call, string function)
    {
        var loss = $"{Result(call.Outputs[0])} = {function}({Name(call.Inputs[0])}, {Name(call.Inputs[1])})";
        return call.Outputs.Count == 1 ? loss : $"{loss}, {Result(call.Outputs[1])} = ∂{NameOf(call.Outputs[0])}/∂{Name(call.Inputs[0])}";
    }

    private string Sigma(FusedCall call)
    {
        var spec = ((Noise)call.Anchor.Operator).Spec;
        var sigma = spec.Sigma.ToString("R", CultureInfo.InvariantCulture);
        return spec.Kind switch
        {
            NoiseKind.Relative => $"{sigma}·std({Name(call.Inputs[0])})",
            NoiseKind.Token => $"{sigma}·std_row({Name(call.Inputs[0])})",
            _ => sigma,
        };
    }

    private string Fused(FusedCall call)
    {
        var product = Count(call) > 1 ? ProductName(call) : null;
        var equations = new List<string>();
        if (product is not null)
            equations.Add($"{product.Text}{Shape(call.Outputs[0])} = {Left(call).Text}");
        var known = new Dictionary<ScalarExpression, Term>();
        var printer = new ExpressionPrinter(expression => expression switch
        {
            _ when known.TryGetValue(expression, out var term) => term,
            LeftAccumulator => product ?? Left(call),
            RightAccumulator => new Term($"{Name(call.Inputs[0])}·Vᵀ", Precedence.Product),
            InputElement input => new Term(InputName(call, input.Index)),
            _ => null,
        });
        foreach (var output in call.Outputs)
        {
            equations.Add($"{(equations.Count == 0 ? Result(output) : NameOf(output))} = {printer.Print(output.Expression!)}");
            if (output.Expression is not (InputElement or Constant))
                known[output.Expression!] = new Term(NameOf(output));
        }

        return string.Join(", ", equations);
    }

    private Term ProductName(FusedCall call)
    {
        var name = PathNames.Camel(call.Anchor.Name);
        return new Term(isTaken(name) ? "l" : name);
    }

    /// <summary>How often a single accumulator would be printed.</summary>
    private static int Count(FusedCall call)
    {
        if (call.Kernel == Kernel.DualProduct)
            return 0;
        var count = 0;
        var known = new HashSet<ScalarExpression>();
        var printer = new ExpressionPrinter(expression =>
        {
            if (known.Contains(expression))
                return new Term("");
            count += expression is LeftAccumulator ? 1 : 0;
            return expression is LeftAccumulator or InputElement ? new Term("") : null;
        });
        foreach (var output in call.Outputs)
        {
            _ = printer.Print(output.Expression!);
            known.Add(output.Expression!);
        }

        return count;
    }

    private Term Left(FusedCall call) => call.Kernel switch
    {
        Kernel.DualProduct => new Term($"{Name(call.Inputs[0])}·Wᵀ", Precedence.Product),
        Kernel.RmsNorm => new Term($"rmsnorm({Name(call.Inputs[0])})"),
        Kernel.RmsNormAdjoint => new Term($"rmsnorm′({Name(call.Inputs[0])})ᵀ·{Name(call.Inputs[1])}", Precedence.Product),
        _ => new Term($"{Name(call.Inputs[0])}·{Name(call.Inputs[1])}", Precedence.Product),
    };

    /// <summary>The halves of a stacked layer's bias go with the weights W and V.</summary>
    private string InputName(FusedCall call, int index)
    {
        var view = call.EpilogueInputs[index];
        if (call.Kernel != Kernel.DualProduct || !view.IsBroadcast || view.Tensor.Operator is not Parameter)
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

    private string Result(FusedOutput output) => NameOf(output) + Shape(output);

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
