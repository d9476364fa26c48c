using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Calls;

/// <summary>Prints an epilogue as a struct whose one method serves vectors of every width, on the CPU, and single elements, on a GPU.</summary>
internal static class EpilogueEmitter
{
    private const string Kernels = "global::Bilinear.Kernels.";

    public static void Write(IndentedText code, Epilogue epilogue, string name)
    {
        code.Summary(Literals.Xml(epilogue.Equation));
        using (code.Block($"private readonly struct {name} : {Kernels}IEpilogue"))
        {
            code.Line($"public static int {Members.Inputs} => {epilogue.InputNames.Count};");
            code.Line();
            code.Line($"public static int {Members.Outputs} => {epilogue.Outputs.Count};");
            code.Line();
            // It runs in the innermost loops, and a long one would not be inlined unasked.
            code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            code.Line($"public static void {Members.Apply}<TVector>(ref {Kernels}Registers<TVector> at)");
            using (code.Block($"    where TVector : struct, {Kernels}IVector<TVector>"))
                WriteBody(code, epilogue);
        }
    }

    private static void WriteBody(IndentedText code, Epilogue epilogue)
    {
        var readsLeft = epilogue.Outputs.Any(output => output.Contains(new LeftAccumulator()));
        var readsRight = epilogue.Outputs.Any(output => output.Contains(new RightAccumulator()));
        var names = new NameScope(["at", "TVector"]);
        var accumulators = (Left: "", Right: "");
        if (readsLeft)
            code.Line($"var {accumulators.Left = names.Claim(readsRight ? "l" : "product")} = at.Left;");
        if (readsRight)
            code.Line($"var {accumulators.Right = names.Claim("r")} = at.Right;");
        var inputs = epilogue.InputNames.Select(input => names.Claim(CSharpNames.Camel(input))).ToList();
        for (var i = 0; i < inputs.Count; i++)
            code.Line($"var {inputs[i]} = at.In{i};");

        var printer = new ScalarPrinter(accumulators, inputs);
        // An output that a later one uses again has a name, as in the equation above.
        for (var i = 0; i < epilogue.Outputs.Count; i++)
        {
            var output = epilogue.Outputs[i];
            if (output is not (Sum or Times or Apply) || !epilogue.Outputs.Skip(i + 1).Any(later => later.Contains(output)))
                continue;
            var name = names.Claim(CSharpNames.Camel(epilogue.OutputNames[i]));
            code.Assign($"var {name}", printer.Print(output));
            printer.Name(output, name);
        }
        for (var i = 0; i < epilogue.Outputs.Count; i++)
            code.Assign($"at.Out{i}", printer.Print(epilogue.Outputs[i]));
    }
}
