using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Tests.Ir;

/// <summary>Each way in which a pass could go wrong is noticed.</summary>
public class GraphVerifierTests
{
    private static readonly TensorType Rows = TensorType.Batched(new TensorShape(ElementType.F32, [4]));
    private static readonly TensorType Labels = TypeRules.LabelsOf(Rows)!;

    [Fact]
    public void WellFormedGraph_HasNoProblems() => Assert.Empty(GraphVerifier.Problems(Forward(x => x)));

    [Fact]
    public void UseBeforeDefinition_IsNoticed() =>
        AssertProblem("before its definition", Forward(x => Of(1, new Scale(2), Rows, Of(2, new Scale(2), Rows, x))));

    [Fact]
    public void ValueOfAnotherGraph_IsNoticed() =>
        AssertProblem("before its definition", Forward(_ => Of(1, new Scale(2), Rows, Of(0, new Input(0, Rows), Rows))));

    [Fact]
    public void WrongType_IsNoticed() => AssertProblem("slice gives f32[b, 2]", Forward(x => Of(1, new Slice(0, 2), Rows, x)));

    [Fact]
    public void InputsThatDoNotFit_AreNoticed() => AssertProblem("slice gives nothing", Forward(x => Of(1, new Slice(3, 2), Rows, x)));

    [Fact]
    public void WrongId_IsNoticed() => AssertProblem("stands at place 1", Forward(x => Of(7, new Scale(2), Rows, x)));

    [Fact]
    public void OperatorOfALaterStage_IsNoticed() => AssertProblem("a forward graph holds no pad", Forward(x => Of(1, new Pad(0, 4), Rows, x)));

    [Fact]
    public void MissingLoss_IsNoticed() => AssertProblem("has no loss", Forward(x => x) with { Stage = StageSpec.Training });

    [Fact]
    public void MissingInput_IsNoticed() => AssertProblem("list of inputs", Forward(x => x) with { Inputs = [] });

    [Fact]
    public void LossThatIsUsed_IsNoticed()
    {
        var x = Of(0, new Input(0, Rows), Rows);
        var labels = Of(1, new Target(0, Labels), Labels);
        var loss = Of(2, new CrossEntropy(), TensorType.Scalar, x, labels);
        var twice = Of(3, new Scale(2), TensorType.Scalar, loss);

        AssertProblem("no value uses it", new Graph("Test", StageSpec.Training, [x, labels, loss, twice], [x, labels], [],
            [new(OutputRole.Output, "y", x), new(OutputRole.Loss, "loss", twice)]));
    }

    [Fact]
    public void UnknownParameter_IsNoticed()
    {
        var symbol = new ParameterSymbol("w", [4], 4, ParameterInit.Ones, default);

        AssertProblem("parameter number 0", Forward(_ => Of(1, new Parameter(0, symbol), TensorType.Fixed([4]))));
    }

    [Fact]
    public void Check_SaysWhatIsWrongAndShowsTheGraph()
    {
        var error = Assert.Throws<ArgumentException>(() => GraphVerifier.Check(Forward(x => Of(1, new Pad(0, 4), Rows, x))));

        Assert.Contains("mend the pass that made it", error.Message, StringComparison.Ordinal);
        Assert.Contains("y: f32[b, 4] = pad x, start 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Builder_RefusesInputsThatDoNotFit()
    {
        var builder = new GraphBuilder();
        var x = builder.Append(new Input(0, Rows), At("x"));

        var error = Assert.Throws<ArgumentException>(() => builder.Append(new CrossEntropy(), At("loss"), x, x));

        Assert.StartsWith("cross_entropy does not take (f32[b, 4], f32[b, 4])", error.Message, StringComparison.Ordinal);
    }

    private static Graph Forward(Func<Value, Value> second)
    {
        var x = Of(0, new Input(0, Rows), Rows);
        var y = second(x);
        return new Graph("Test", StageSpec.Forward, y == x ? [x] : [x, y], [x], [], [new(OutputRole.Output, "y", y)]);
    }

    private static Value Of(int id, Operator op, TensorType type, params Value[] inputs) => new(id, op, inputs, type, At(id == 0 ? "x" : "y"));

    private static Origin At(string name) => new(name, "", default);

    private static void AssertProblem(string part, Graph graph) =>
        Assert.Contains(GraphVerifier.Problems(graph), problem => problem.Contains(part, StringComparison.Ordinal));
}
