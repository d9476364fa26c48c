using Bilinear.Dsl.Scheduling;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Calls;

/// <summary>Prints an epilogue as a struct with two methods, scalar and vector, from one list of expressions.</summary>
internal static class EpilogueEmitter
{
    private const string Kernels = "global::Bilinear.Kernels.";

    public static void Write(CodeWriter code, Epilogue epilogue, string name)
    {
        code.Line($"/// <summary>{Literals.Xml(epilogue.Equation)}</summary>");
        using (code.Block($"internal readonly struct {name} : {Kernels}IEpilogue"))
        {
            code.Line($"public static int {Members.Inputs} => {epilogue.InputNames.Count};");
            code.Line();
            code.Line($"public static int {Members.Outputs} => {epilogue.Outputs.Count};");
            code.Line();
            WriteMethod(code, epilogue, $"public static void {Members.Apply}(ref {Kernels}Registers<float> at)", Dialect.Scalar);
            code.Line();
            // It runs in the innermost loops, and a long one would not be inlined unasked.
            code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            WriteMethod(code, epilogue, $"public static void {Members.Apply}<TVector>(ref {Kernels}Registers<TVector> at) where TVector : struct, {Kernels}IVector<TVector>", Dialect.Vector);
        }
    }

    private static void WriteMethod(CodeWriter code, Epilogue epilogue, string signature, Dialect dialect)
    {
        using (code.Block(signature))
        {
            var used = new UsedOperands();
            foreach (var output in epilogue.Outputs)
                used.Visit(output);
            var names = new NameScope(["at", "TVector"]);
            var accumulators = (Left: "", Right: "");
            if (used.Left)
                code.Line($"var {accumulators.Left = names.Claim(used.Right ? "l" : "product")} = at.Left;");
            if (used.Right)
                code.Line($"var {accumulators.Right = names.Claim("r")} = at.Right;");
            var inputs = epilogue.InputNames.Select(input => names.Claim(CSharpNames.Camel(input))).ToList();
            for (var i = 0; i < inputs.Count; i++)
                code.Line($"var {inputs[i]} = at.In{i};");

            var printer = new ScalarPrinter(dialect, accumulators, inputs);
            for (var i = 0; i < epilogue.Outputs.Count; i++)
                code.Line($"at.Out{i} = {printer.Print(epilogue.Outputs[i])};");
        }
    }

    private sealed class UsedOperands
    {
        public bool Left { get; private set; }

        public bool Right { get; private set; }

        public void Visit(ScalarExpression expression)
        {
            switch (expression)
            {
                case LeftAccumulator: Left = true; break;
                case RightAccumulator: Right = true; break;
                case Sum sum: Visit(sum.Left); Visit(sum.Right); break;
                case Times times: Visit(times.Left); Visit(times.Right); break;
                case Apply apply: Visit(apply.Argument); break;
            }
        }
    }
}

/// <summary>How a constant is written: <c>0.5f</c>, or <c>TVector.Create(0.5f)</c>.</summary>
internal enum Dialect { Scalar, Vector }

/// <summary>Prints a scalar expression with no more parentheses than it needs.</summary>
internal sealed class ScalarPrinter(Dialect dialect, (string Left, string Right) accumulators, IReadOnlyList<string> inputs)
{
    private enum Precedence { Sum, Product, Primary }

    public string Print(ScalarExpression expression) => Print(expression, Precedence.Sum);

    private string Print(ScalarExpression expression, Precedence context) => expression switch
    {
        LeftAccumulator => accumulators.Left,
        RightAccumulator => accumulators.Right,
        InputElement input => inputs[input.Index],
        Constant constant when dialect == Dialect.Vector => $"TVector.Create({Literals.Float(constant.Value)})",
        Constant constant => Literals.Float(constant.Value),
        Sum sum => Parenthesise($"{Print(sum.Left, Precedence.Sum)} + {Print(sum.Right, Precedence.Product)}", context > Precedence.Sum),
        Times times => Parenthesise($"{Print(times.Left, Precedence.Product)} * {Print(times.Right, Precedence.Primary)}", context > Precedence.Product),
        Apply apply => $"global::Bilinear.Kernels.Pointwise.{apply.Function}({Print(apply.Argument, Precedence.Sum)})",
        _ => throw new InvalidOperationException($"An epilogue holds {expression.GetType().Name}, which has no C# form."),
    };

    private static string Parenthesise(string text, bool needed) => needed ? $"({text})" : text;
}
