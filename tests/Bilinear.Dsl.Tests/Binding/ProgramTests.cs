using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;
using Bilinear.Testing;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>The five programs that fix the surface of the language.</summary>
public sealed class ProgramTests
{
    [Fact]
    public void Digits_HasThreeWeightsAndItsRecipe()
    {
        var digits = Assert.Single(Bind("digits").Models);

        Assert.Equal(["embed.weight 64x64", "body.weight 128x64", "head.weight 10x64"], Parameters(digits));
        Assert.Equal(new TrainSpec([], AdamWSpec.Default with { LearningRate = 1e-2, WeightDecay = 0.5 }, new ScheduleSpec(ScheduleKind.Cosine), 128, 60, null, 42), digits.Train with { Losses = [] });
        Assert.Equal([new LossSpec(LossKind.CrossEntropy)], digits.Train.Losses);
        var eigen = Assert.IsType<EigenRequest>(Assert.Single(digits.Decompose));
        Assert.Equal(("head", SpectrumOrder.MeanActivation, 8L), (eigen.Layer.Path, eigen.Order, eigen.Keep));
        Assert.Equal("8x8 grey-scale digits to ten classes.", digits.Documentation);
    }

    [Fact]
    public void Mnist_HasFourSizesWithOneRecipe()
    {
        var file = Bind("mnist");

        Assert.Equal("Examples.Mnist", file.Namespace);
        Assert.Equal(["Mnist", "Mnist30", "Mnist100", "Mnist1000"], file.Models.Select(model => model.Name));
        Assert.Equal(["300", "30", "100", "1000"], file.Models.Select(model => Assert.Single(model.Arguments).Value));
        Assert.Equal([null, "Mnist", "Mnist", "Mnist"], file.Models.Select(model => model.BaseName));
        Assert.All(file.Models, model => Assert.Equal((2048L, 30L), (model.Train.Batch, model.Train.Epochs)));
        Assert.All(file.Models, model => Assert.Equal(["head", "body"], model.Decompose.Select(request => request.Layer.Path)));
        Assert.Equal(["embed.weight 30x784", "body.weight 60x30", "head.weight 10x30"], Parameters(file.Models[1]));
    }

    [Fact]
    public void Deep_UnrollsItsStackByPath()
    {
        var deep = Assert.Single(Bind("deep").Models);

        Assert.Equal(
            [
                "embed.weight 128x784", "embed.bias 128",
                "stack.0.mix.weight 256x128", "stack.0.mix.bias 256",
                "stack.1.mix.weight 256x128", "stack.1.mix.bias 256",
                "stack.2.mix.weight 256x128", "stack.2.mix.bias 256",
                "head.weight 10x128", "head.bias 10",
            ],
            Parameters(deep));
        Assert.Equal(new ScheduleSpec(ScheduleKind.Linear, 50), deep.Train.Schedule);
        Assert.Equal((4L, 2000L), Assert.IsType<TreeRequest>(Assert.Single(deep.Decompose)) is var tree ? (tree.Branch, tree.Budget) : default);
    }

    [Fact]
    public void Gates_PassesTheGateOfEachInstanceIntoItsBlocks()
    {
        var file = Bind("gates");

        Assert.Equal(["none", "relu", "silu", "gelu"], file.Models.Select(model => model.Arguments[1].Value));
        Assert.Equal([Gate.None, Gate.Relu, Gate.Silu, Gate.Gelu], file.Models.Select(GateOfFirstIteration));
        Assert.All(file.Models, model => Assert.Equal(TrainSpec.Default, model.Train with { Losses = [] }));
    }

    [Fact]
    public void Stories_IsBoundInFull()
    {
        var stories = Assert.Single(Bind("stories").Models);

        Assert.Equal((4096L, "i32[256]"), (stories.Inputs[0].Vocabulary, stories.Inputs[0].Shape.ToString()));
        Assert.Equal("f32[256, 4096]", stories.Outputs[0].Shape.ToString());
        Assert.Equal("embed.weight 4096x256", Parameters(stories)[0]);
        Assert.Equal(
            ["stack.3.attend.query.weight 256x256", "stack.3.attend.key.weight 256x256", "stack.3.attend.value.weight 256x256", "stack.3.attend.out.weight 256x256", "stack.3.up.weight 2048x256", "stack.3.down.weight 256x1024"],
            Parameters(stories).Where(parameter => parameter.StartsWith("stack.3.", StringComparison.Ordinal)));
        Assert.Equal((null, 2000L), (stories.Train.Epochs, stories.Train.Steps));
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("mnist")]
    [InlineData("deep")]
    [InlineData("gates")]
    public void Program_HasNoMistake(string name) => Assert.Empty(Compile(name).Diagnostics);

    private static string Read(string name) => File.ReadAllText(Repository.Program(name));

    private static BoundFile Bind(string name) => Compile(name).Bound;

    private static BmlpCompilation Compile(string name) => new(new SourceText(name + ".bmlp", Read(name)));

    private static IReadOnlyList<string> Parameters(BoundModel model) => Bound.Parameters(model);

    private static Gate GateOfFirstIteration(BoundModel model)
    {
        var stack = ((BoundPipe)model.Body.Returns[0]).Steps.Select(step => step.Layer).OfType<BoundRepeat>().Single();
        var sum = Assert.IsType<BoundSum>(((BoundBlock)stack.Iterations[0]).Body.Returns[0]);
        return ((BoundPipe)sum.Terms[1]).Steps.Select(step => step.Layer).OfType<BoundGlu>().Single().Gate;
    }
}
