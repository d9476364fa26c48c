using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Passes;
using Bilinear.Dsl.Symbols;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Dsl.Tests.Passes;

/// <summary>Each rule by its picture, and every rewritten graph gives what it gave before, to the last bit.</summary>
public class SimplifyTests
{
    private static readonly Origin Y = new("y", "", default);

    [Fact]
    public void ReshapeOfReshape_IsOneReshape() => AssertBecomes("reshape x", (builder, x) =>
        builder.Append(To(2, 6), Y, builder.Append(To(12), Y, x)));

    [Fact]
    public void ReshapeThereAndBack_IsNothing() => AssertBecomes("x", (builder, x) =>
        builder.Append(To(3, 4), Y, builder.Append(To(12), Y, x)));

    [Fact]
    public void WholeSlice_IsNothing() => AssertBecomes("x", (builder, x) => builder.Append(new Slice(0, 4), Y, x));

    [Fact]
    public void PadByNothing_IsNothing() => AssertBecomes("x", (builder, x) => builder.Append(new Pad(0, 4), Y, x));

    [Fact]
    public void ScaleByOne_IsNothing() => AssertBecomes("x", (builder, x) => builder.Append(new Scale(1), Y, x));

    [Fact]
    public void TwoHalves_AreJoined() => AssertBecomes("concat x, left", (builder, x) =>
        builder.Append(new Add(), Y, builder.Append(new Pad(4, 6), Y, builder.Append(new Slice(0, 2), new Origin("left", "", default), x)), builder.Append(new Pad(0, 6), Y, x)));

    [Fact]
    public void HalvesThatOverlap_AreAdded() => AssertBecomes("add y, y~2", (builder, x) =>
        builder.Append(new Add(), Y, builder.Append(new Pad(2, 6), Y, x), builder.Append(new Pad(0, 6), Y, x)));

    [Fact]
    public void EqualComputations_AreDoneOnce() => AssertBecomes("multiply y, y", (builder, x) =>
        builder.Append(new Multiply(), Y, builder.Append(new Scale(2), Y, x), builder.Append(new Scale(2), Y, x)));

    [Fact]
    public void UnneededValues_GoAndInputsStay()
    {
        var graph = Build((builder, x) =>
        {
            builder.Append(new Scale(2), Y, x);
            return x;
        });

        Assert.Equal(["x"], DeadCode.Run(graph).Values.Select(value => value.Name));
    }

    private static void AssertBecomes(string expression, Func<GraphBuilder, Value, Value> build)
    {
        var before = GraphVerifier.Check(Build(build));
        var after = GraphVerifier.Check(DeadCode.Run(GraphVerifier.Check(Simplify.Run(before))));

        var text = GraphPrinter.Print(after);
        var returned = text.Split('\n').Single(line => line.StartsWith("  return y ", StringComparison.Ordinal)).Split(" = ")[1];
        var definition = text.Split('\n').FirstOrDefault(line => line.StartsWith($"  {returned}: ", StringComparison.Ordinal) && returned != "x");
        Assert.Equal(expression, definition?.Split(" = ")[1] ?? returned);

        var feeds = RandomFeeds.For(before, batch: 2);
        Assert.Equal(Interpreter.Run(before, feeds)[0].Elements, Interpreter.Run(after, feeds)[0].Elements);
    }

    private static Reshape To(params long[] dims) => new(new TensorShape(ElementType.F32, dims));

    private static Graph Build(Func<GraphBuilder, Value, Value> build)
    {
        var builder = new GraphBuilder();
        var x = builder.Append(new Input(0, TensorType.Batched(new TensorShape(ElementType.F32, [3, 4]))), new Origin("x", "", default));
        var y = build(builder, x);
        return builder.Build("Test", StageSpec.Gradient, [], [new(OutputRole.Output, "y", y), new(OutputRole.Loss, "loss", y)]);
    }
}
