using Bilinear.Dsl.Autodiff;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Symbols;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Dsl.Tests.Autodiff;

/// <summary>Every rule of the table against finite differences: parameters go into the operator, and a loss looks at its result.</summary>
public class OperatorGradientTests
{
    private static readonly (Operator Operator, long[][] Inputs)[] Cases =
    [
        (new MatMul(), [[3, 4], [4, 5]]),
        (new MatMul(TransposeRight: true), [[3, 4], [5, 4]]),
        (new MatMul(TransposeLeft: true), [[4, 3], [4, 5]]),
        (new MatMul(TransposeLeft: true, TransposeRight: true), [[4, 3], [5, 4]]),
        (new MatMul(TransposeRight: true), [[2, 3, 4], [5, 4]]),
        (new MatMul(TransposeLeft: true), [[2, 3, 4], [2, 3, 5]]),
        (new Reshape(new TensorShape(ElementType.F32, [2, 6])), [[3, 4]]),
        (new Slice(1, 2), [[3, 4]]),
        (new Pad(2, 9), [[3, 4]]),
        (new Concat(), [[3, 4], [3, 1], [3, 2]]),
        (new Broadcast(TensorType.Fixed([2, 3, 4])), [[4]]),
        (new SumRows(), [[2, 3, 4]]),
        (new BatchScale(TensorType.Fixed([2, 3, 4]), new MeasuredSpec(IsPerChannel: true, 0.1)), [[2, 3, 4]]),
        (new BatchScale(TensorType.Fixed([2, 3, 4]), new MeasuredSpec(IsPerChannel: false, 0.1)), [[2, 3, 4]]),
        (new Add(), [[3, 4], [3, 4]]),
        (new Multiply(), [[3, 4], [3, 4]]),
        (new Scale(-2.5), [[3, 4]]),
        (new Unary(PointwiseFunction.Relu), [[3, 4]]),
        (new Unary(PointwiseFunction.Silu), [[3, 4]]),
        (new Unary(PointwiseFunction.Gelu), [[3, 4]]),
        (new Unary(PointwiseFunction.Logistic), [[3, 4]]),
        (new RmsNorm(1e-8), [[2, 3, 4]]),
        (new RmsNorm(0.5), [[2, 3, 4]]),
        (new Embed(), [[5, 4]]),
        (new Rotate(Heads: 2, Base: 50), [[2, 3, 8]]),
        (new Attention(new AttentionShape(2, 2, IsCausal: false, AttentionScores.Softmax)), [[2, 3, 6], [2, 3, 6], [2, 3, 6]]),
        (new Attention(new AttentionShape(4, 2, IsCausal: true, AttentionScores.Softmax)), [[2, 3, 8], [2, 3, 4], [2, 3, 4]]),
        (new Attention(new AttentionShape(2, 1, IsCausal: true, AttentionScores.Bilinear)), [[2, 3, 8], [2, 3, 4], [2, 3, 2]]),
        (new Attention(new AttentionShape(1, 1, IsCausal: false, AttentionScores.Bilinear)), [[3, 8], [3, 8], [3, 4]]),
        (new Noise(new NoiseSpec(NoiseKind.Absolute, 0.5), 0), [[3, 4]]),
        (new SquaredError(), [[3, 4]]),
        (new CrossEntropy(), [[2, 3, 4]]),
        (new LinearCrossEntropy(), [[2, 3, 4], [5, 4]]),
        (new LinearCrossEntropy(), [[2, 3, 4], [5, 4], [5]]),
    ];

    public static TheoryData<string, int> CaseNames => [.. Cases.Select((at, i) => ($"{at.Operator} {string.Join(" ", at.Inputs.Select(dims => $"[{string.Join(",", dims)}]"))}", i))];

    [Theory, MemberData(nameof(CaseNames))]
    public void Gradient_EqualsFiniteDifferences(string name, int index)
    {
        var gradient = Differentiate.Run(Training(Cases[index].Operator, Cases[index].Inputs), new DiagnosticBag())!;

        var error = FiniteDifferences.LargestError(gradient, RandomFeeds.For(gradient, batch: 1), RandomFeeds.Noise());

        Assert.True(error < 1e-8, $"{name}: {error}\n{GraphPrinter.Print(gradient)}");
    }

    [Fact]
    public void EveryOperatorOfATrainingGraph_IsCheckedHere()
    {
        // And what the backward pass alone reads.
        var leaves = new[] { typeof(Input), typeof(Target), typeof(Parameter), typeof(Sharpness), typeof(AttentionLogSums) };
        var training = StageSpec.AllOperators.Where(type => !type.Name.EndsWith("Adjoint", StringComparison.Ordinal)).Except(leaves);

        Assert.Equal(training.Select(type => type.Name).Order(), Cases.Select(at => at.Operator.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void TheSetOfOperators_IsSmall() => Assert.InRange(StageSpec.AllOperators.Count, 15, 32);

    [Theory]
    [InlineData(NoiseKind.Relative)]
    [InlineData(NoiseKind.Token)]
    public void GradientThroughTheNoisesScale_IsStopped(NoiseKind kind)
    {
        // y = x + σ(x)·n and loss = mean (y − t)²: with σ taken as it is, dx = 2 (y − t) / 12
        var gradient = Differentiate.Run(Training(new Noise(new NoiseSpec(kind, 0.7), 0), [[3, 4]]), new DiagnosticBag())!;
        var feeds = RandomFeeds.For(gradient, batch: 1);

        var results = Interpreter.Run(gradient, feeds, RandomFeeds.Noise());

        Assert.NotEqual(feeds.Parameters["x0"], results[0].Elements);
        Assert.Equal(results[0].Elements.Zip(feeds.Targets[0], (y, t) => 2 * (y - t) / 12), results[2].Elements, (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void OperatorWithoutARule_IsReportedAtItsPlace()
    {
        var diagnostics = new DiagnosticBag();

        var gradient = Differentiate.Run(Training(new Unary(PointwiseFunction.SiluDerivative), [[3, 4]]), diagnostics);

        Assert.Null(gradient);
        var diagnostic = Assert.Single(diagnostics.InOrder());
        Assert.Equal("BMLP4001", diagnostic.Rule.Id);
        Assert.Equal(new Text.TextSpan(7, 3), diagnostic.Span);
    }

    [Fact]
    public void ParameterThatTheLossDoesNotSee_HasTheGradientZero()
    {
        var builder = new GraphBuilder();
        var symbols = Symbols([[2, 3], [4]]);
        var x = builder.Append(new Parameter(0, symbols[0]), At("x0"));
        var gradient = Differentiate.Run(WithLoss(builder, x, symbols), new DiagnosticBag())!;

        var results = Interpreter.Run(gradient, RandomFeeds.For(gradient, batch: 1));

        Assert.Equal(new double[4], results[3].Elements);
    }

    private static Graph Training(Operator op, long[][] inputs)
    {
        var builder = new GraphBuilder();
        var symbols = Symbols(inputs);
        var values = symbols.Select((symbol, i) => builder.Append(new Parameter(i, symbol), At(symbol.Path))).ToList();
        if (op is BatchScale { Spec: var spec })
            return WithScale(builder, values[0], symbols[0], op, spec);
        var isLoss = op is CrossEntropy or SquaredError;
        if (op is LinearCrossEntropy)
            return WithLinearLoss(builder, values, symbols);
        if (op is Embed)
            values.Insert(0, builder.Append(new Input(0, TensorType.Batched(new TensorShape(ElementType.I32, [7]))), At("tokens")));
        return WithLoss(builder, isLoss ? values[0] : builder.Append(op, At("y"), values), symbols, op as CrossEntropy);
    }

    // y = x ⊙ scale of the batch, beside a running scale that the loss does not depend on
    private static Graph WithScale(GraphBuilder builder, Value x, ParameterSymbol symbol, Operator op, MeasuredSpec spec)
    {
        var running = Symbols([[x.Type.Columns]])[0] with { Path = "running", Measured = spec };
        var squares = builder.Append(new SumRows(), At("squares"), builder.Append(new Multiply(), At("squares_rows"), x, x));
        var scale = builder.Append(op, At("scale"), squares, builder.Append(new Parameter(1, running), At("running")));
        return WithLoss(builder, builder.Append(new Multiply(), At("y"), x, builder.Append(new Broadcast(x.Type), At("scale_rows"), scale)), [symbol, running]);
    }

    private static Graph WithLinearLoss(GraphBuilder builder, IReadOnlyList<Value> values, IReadOnlyList<ParameterSymbol> symbols)
    {
        var target = builder.Append(new Target(0, TypeRules.LabelsOf(values[0].Type)!), At("target"));
        var loss = builder.Append(new LinearCrossEntropy(), At("loss"), [.. values, target]);
        return builder.Build("Test", StageSpec.Gradient, symbols, [new(OutputRole.Loss, "loss", loss)]);
    }

    private static Graph WithLoss(GraphBuilder builder, Value y, IReadOnlyList<ParameterSymbol> symbols, CrossEntropy? crossEntropy = null)
    {
        var target = builder.Append(new Target(0, crossEntropy is null ? y.Type : TypeRules.LabelsOf(y.Type)!), At("target"));
        var loss = builder.Append(crossEntropy is null ? new SquaredError() : crossEntropy, At("loss"), y, target);
        return builder.Build("Test", StageSpec.Gradient, symbols, [new(OutputRole.Output, "y", y), new(OutputRole.Loss, "loss", loss)]);
    }

    private static ParameterSymbol[] Symbols(long[][] dims) =>
        [.. dims.Select((sizes, i) => new ParameterSymbol($"x{i}", sizes, 1, ParameterInit.UniformFanIn, default))];

    private static Origin At(string name) => new(name, "", new Text.TextSpan(7, 3));
}
