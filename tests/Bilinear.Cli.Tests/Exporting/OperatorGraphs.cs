using System.Reflection;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Cli.Tests.Exporting;

/// <summary>A small graph for each operator of the compiler, those that no program makes included; and, in the tool's process, their export.</summary>
internal static class OperatorGraphs
{
    public const string Variable = "BMLP_TESTS_OPERATORS";

    private const int Columns = 6;

    private static readonly AttentionShape OneHead = new(1, 1, IsCausal: true, AttentionScores.Softmax);

    private static readonly MeasuredSpec OneScale = new(IsPerChannel: false, Epsilon: 1e-8);

    private static readonly Origin Nowhere = new("y", "", default);

    /// <summary>By the name of what they show.</summary>
    public static IReadOnlyDictionary<string, Graph> All => new Dictionary<string, Graph>
    {
        ["add"] = Of((add, x) => add(new Add(), [x, x])),
        ["multiply"] = Of((add, x) => add(new Multiply(), [x, x])),
        ["scale"] = Of((add, x) => add(new Scale(-2.5), [x])),
        ["concat"] = Of((add, x) => add(new Concat(), [x, x])),
        ["slice"] = Of((add, x) => add(new Slice(1, 3), [x])),
        ["reshape"] = Of((add, x) => Folded(add, x)),
        ["broadcast"] = Of((add, x) => add(new Add(), [x, add(new Broadcast(x.Type), [Weight(add, 0, Columns)])])),
        ["rms_norm"] = Of((add, x) => add(new RmsNorm(1e-8), [Folded(add, x)])),
        ["matmul"] = Of((add, x) => add(new MatMul(), [x, Weight(add, 0, Columns, 4)])),
        ["matmul, transposed"] = Of((add, x) => add(new MatMul(TransposeRight: true), [x, Weight(add, 0, 4, Columns)])),
        ["matmul, of weights"] = Of((add, x) => add(new MatMul(), [x, add(new MatMul(true, true), [Weight(add, 0, 3, Columns), Weight(add, 1, 5, 3)])])),
        ["matmul, three axes"] = Of((add, x) => add(new MatMul(), [Folded(add, x), Weight(add, 0, 3, 4)])),
        ["matmul, three axes, transposed"] = Of((add, x) => add(new MatMul(TransposeRight: true), [Folded(add, x), Weight(add, 0, 4, 3)])),
        ["Relu"] = Of((add, x) => add(new Unary(PointwiseFunction.Relu), [x])),
        ["Silu"] = Of((add, x) => add(new Unary(PointwiseFunction.Silu), [x])),
        ["Gelu"] = Of((add, x) => add(new Unary(PointwiseFunction.Gelu), [x])),
        ["Logistic"] = Of((add, x) => add(new Unary(PointwiseFunction.Logistic), [x])),
        ["LogisticDerivative"] = Of((add, x) => add(new Unary(PointwiseFunction.LogisticDerivative), [x])),
        ["sharpness"] = Of((add, _) => add(new Sharpness(3), [])),
        ["ReluDerivative"] = Of((add, x) => add(new Unary(PointwiseFunction.ReluDerivative), [x])),
        ["SiluDerivative"] = Of((add, x) => add(new Unary(PointwiseFunction.SiluDerivative), [x])),
        ["GeluDerivative"] = Of((add, x) => add(new Unary(PointwiseFunction.GeluDerivative), [x])),
        ["pad"] = Of((add, x) => add(new Pad(1, 9), [x])),
        ["sum_rows"] = Of((add, x) => add(new SumRows(), [x])),
        ["batch_scale"] = Of((add, x) => add(new BatchScale(x.Type, OneScale), [Weight(add, 0, Columns), Weight(add, 1, Columns)])),
        ["batch_scale_adjoint"] = Of((add, x) => add(new BatchScaleAdjoint(x.Type, OneScale), [Weight(add, 0, Columns), Weight(add, 1, Columns)])),
        ["rms_norm_adjoint"] = Of((add, x) => add(new RmsNormAdjoint(1e-8), [x, x])),
        ["noise"] = Of((add, x) => add(new Noise(new NoiseSpec(NoiseKind.Relative, 0.1), 0), [x])),
        ["target"] = Of((add, x) => add(new Target(0, x.Type), [])),
        ["squared_error"] = Of((add, x) => add(new SquaredError(), [x, x])),
        ["squared_error_adjoint"] = Of((add, x) => add(new SquaredErrorAdjoint(), [x, x])),
        ["embed"] = Of((add, _) => add(new Embed(), [Labels(add), Weight(add, 0, 5, Columns)])),
        ["embed_adjoint"] = Of((add, _) => add(new EmbedAdjoint(5), [Labels(add), Weight(add, 0, 3, Columns)])),
        ["rotate"] = Of((add, x) => add(new Rotate(1, 100), [add(new Reshape(new TensorShape(ElementType.F32, [3, 2])), [x])])),
        ["attention"] = Of((add, x) => add(new Attention(OneHead), [Folded(add, x), Folded(add, x), Folded(add, x)])),
        ["attention_log_sums"] = Of((add, x) => add(new AttentionLogSums(OneHead), [Folded(add, x), Folded(add, x), Folded(add, x)])),
        ["attention_adjoint"] = Of((add, x) =>
        {
            var q = Folded(add, x);
            return add(new AttentionAdjoint(OneHead, 0), [q, q, q, q, add(new AttentionLogSums(OneHead), [q, q, q]), q]);
        }),
        ["linear_cross_entropy"] = Of((add, _) => add(new LinearCrossEntropy(), [Weight(add, 0, 3, Columns), Weight(add, 1, 4, Columns), Labels(add)])),
        ["linear_cross_entropy_adjoint"] = Of((add, _) => add(new LinearCrossEntropyAdjoint(0), [Weight(add, 0, 3, Columns), Weight(add, 1, 4, Columns), Labels(add)])),
        ["cross_entropy"] = Of((add, _) => add(new CrossEntropy(), [Weight(add, 0, 3, Columns), Labels(add)])),
        ["cross_entropy_adjoint"] = Of((add, _) => add(new CrossEntropyAdjoint(), [Weight(add, 0, 3, Columns), Labels(add)])),
    };

    private delegate Value Appending(Operator op, IReadOnlyList<Value> inputs);

    /// <summary>The elements of a parameter, the same in every process.</summary>
    public static float[] Numbers(long count) => [.. Enumerable.Range(1, (int)count).Select(i => MathF.Sin(i))];

    /// <summary>In the tool's process, instead of what it was started for: exports each graph to a file in a folder, or leaves there why not.</summary>
    public static void ExportHere(string folder)
    {
        var export = Type.GetType("Bilinear.Cli.Exporting.OnnxModel, bmlp", throwOnError: true)!.GetMethod("Of")!;
        var bytes = Type.GetType("Google.Protobuf.MessageExtensions, Google.Protobuf", throwOnError: true)!.GetMethods().Single(method => method.Name == "ToByteArray");
        foreach (var (name, graph) in All)
        {
            Func<string, float[]> weights = path => Numbers(graph.Parameters.Single(parameter => parameter.Path == path).Count);
            try
            {
                var model = export.Invoke(null, [graph, "", weights, new Dictionary<string, string>()]);
                File.WriteAllBytes(Path.Combine(folder, name + ".onnx"), (byte[])bytes.Invoke(null, [model])!);
            }
            catch (TargetInvocationException refusal)
            {
                File.WriteAllText(Path.Combine(folder, name + ".txt"), refusal.InnerException!.Message);
            }
        }
        Environment.Exit(0);
    }

    private static Graph Of(Func<Appending, Value, Value> body)
    {
        var builder = new GraphBuilder();
        var x = builder.Append(new Input(0, TensorType.Batched(new TensorShape(ElementType.F32, [Columns]))), new Origin("x", "", default));
        var parameters = new List<ParameterSymbol>();
        var y = body(Append, x);
        return builder.Build("Operators", StageSpec.Gradient, parameters, [new GraphOutput(OutputRole.Output, "y", y)]);

        Value Append(Operator op, IReadOnlyList<Value> inputs)
        {
            if (op is Parameter { Symbol: var symbol })
                parameters.Add(symbol);
            return builder.Append(op, op is Parameter { Symbol: var named } ? Nowhere with { Name = named.Path } : Nowhere, inputs);
        }
    }

    // [b, 6] as [b, 2, 3]
    private static Value Folded(Appending add, Value x) => add(new Reshape(new TensorShape(ElementType.F32, [2, 3])), [x]);

    private static Value Weight(Appending add, int index, params long[] dims) => add(new Parameter(index, new ParameterSymbol($"w{index}", dims, 1, ParameterInit.UniformFanIn, default)), []);

    private static Value Labels(Appending add) => add(new Target(0, TensorType.Fixed([3]) with { Shape = new TensorShape(ElementType.I32, [3]) }), []);
}
