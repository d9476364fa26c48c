using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Tests.Binding;

/// <summary>Entries of <c>train</c> and <c>decompose</c>.</summary>
public sealed class TrainTests
{
    private const string Model = "model M(image: f32[8, 8]) -> digit: f32[10] {\n  embed = linear(16)\n  body = bilinear(16)\n  head = linear(10)\n  return image |> flatten |> embed |> body |> head\n}\n";

    [Fact]
    public void ModelWithoutTrain_HasEveryDefault() => AssertDefault(Bound.Model(Model).Train);

    [Fact]
    public void EmptyTrain_HasEveryDefault() => AssertDefault(Bound.Model(Model + "train M { }").Train);

    [Theory, InlineData(""), InlineData("train M { epochs 3 }")]
    public void OneNumber_IsNoClass_SoItsDefaultLossIsMeanSquaredError(string train) =>
        Assert.Equal(LossKind.MeanSquaredError, Bound.Model(Model.Replace("f32[10]", "f32[1]", StringComparison.Ordinal).Replace("linear(10)", "linear(1)", StringComparison.Ordinal) + train).Train.Losses[0].Kind);

    [Fact]
    public void EveryEntry_IsRead() =>
        Assert.Equal(
            new TrainSpec([], new AdamWSpec(0.01, 0.8, 0.95, 1e-6, 0), new ScheduleSpec(ScheduleKind.Steps, 2, 2, 0.5, 13), 32, null, 500, 7),
            Bound.Model(Model + "train M {\n loss mean_squared_error\n optimizer adamw(lr: 0.01, betas: [0.8, 0.95], eps: 1e-6, weight_decay: 0)\n schedule steps(warmup: 2, every: 2, factor: 0.5, until: 13)\n batch 32\n steps 500\n seed 7\n}").Train with { Losses = [] });

    [Theory]
    [InlineData("loss mean_squared_error", LossKind.MeanSquaredError, 1)]
    [InlineData("loss digit: cross_entropy", LossKind.CrossEntropy, 1)]
    [InlineData("loss digit: mean_squared_error { weight 0.25 }", LossKind.MeanSquaredError, 0.25)]
    [InlineData("loss cross_entropy { weight 3 }", LossKind.CrossEntropy, 3)]
    public void Loss_IsRead(string entry, LossKind kind, double weight) =>
        Assert.Equal([new LossSpec(kind, weight)], Bound.Model(Model + $"train M {{\n {entry}\n}}").Train.Losses);

    [Theory]
    [InlineData("schedule constant", ScheduleKind.Constant, 0)]
    [InlineData("schedule cosine", ScheduleKind.Cosine, 0)]
    [InlineData("schedule linear", ScheduleKind.Linear, 0)]
    [InlineData("schedule linear(warmup: 5)", ScheduleKind.Linear, 5)]
    public void Schedule_IsRead(string entry, ScheduleKind kind, long warmup) =>
        Assert.Equal(new ScheduleSpec(kind, warmup), Bound.Model(Model + $"train M {{ {entry} }}").Train.Schedule);

    [Theory]
    [InlineData("loss cross_entrpy", "BMLP2110", "cross_entrpy", "Did you mean `cross_entropy`?")]
    [InlineData("optimizer adam(lr: 1)", "BMLP2110", "adam", "Did you mean `adamw`?")]
    [InlineData("optimizer sgd", "BMLP2110", "sgd", "`adamw`")]
    [InlineData("optimizer adamw(lr: 0)", "BMLP2106", "0", "above 0")]
    [InlineData("optimizer adamw(betas: [0.9, 1])", "BMLP2106", "[0.9, 1]", "below 1")]
    [InlineData("optimizer adamw(betas: 0.9)", "BMLP2105", "0.9", "two numbers")]
    [InlineData("optimizer adamw(weight_decay: -1)", "BMLP2106", "-1", "at least 0")]
    [InlineData("optimizer adamw(eps: 1e-46)", "BMLP2106", "1e-46", "no closer to 0 than 1.2e-38")]
    [InlineData("optimizer adamw(eps: 1e-999)", "BMLP2106", "1e-999", "no closer to 0 than 1.2e-38")]
    [InlineData("optimizer adamw(lr: 1e39)", "BMLP2106", "1e39", "at most 3.4e38")]
    [InlineData("optimizer adamw(weight_decay: 1e-50)", "BMLP2106", "1e-50", "no closer to 0 than 1.2e-38")]
    [InlineData("optimizer adamw(betas: [0.9, 0.99999999999])", "BMLP2106", "[0.9, 0.99999999999]", "below 1 as a 32-bit float")]
    [InlineData("optimizer adamw(betas: [1e-50, 0.9])", "BMLP2106", "1e-50", "no closer to 0 than 1.2e-38")]
    [InlineData("schedule steps(every: 2, factor: 1e-40)", "BMLP2106", "1e-40", "no closer to 0 than 1.2e-38")]
    [InlineData("loss cross_entropy { weight 1e-60 }", "BMLP2106", "1e-60", "no closer to 0 than 1.2e-38")]
    [InlineData("optimizer adamw(rate: 1)", "BMLP2101", "rate", "`lr`")]
    [InlineData("schedule cosine(warmup: 3)", "BMLP2101", "warmup", "takes none")]
    [InlineData("schedule steps(every: 2)", "BMLP2103", "steps", "`factor`")]
    [InlineData("schedule 3", "BMLP2110", "3", "`cosine`")]
    [InlineData("batch 0", "BMLP2106", "0", "from 1")]
    [InlineData("batch 1.5", "BMLP3011", "1.5", "whole number")]
    [InlineData("batch", "BMLP2109", "batch", "`batch 128`")]
    [InlineData("batch { }", "BMLP2109", "batch", "")]
    [InlineData("epochs -1", "BMLP2106", "-1", "from 1")]
    [InlineData("seed -1", "BMLP2106", "-1", "at least 0")]
    [InlineData("epoch 3", "BMLP2107", "epoch", "Did you mean `epochs`?")]
    [InlineData("batch 3\nbatch 4", "BMLP2108", "batch", "line 7")]
    [InlineData("epochs 3\nsteps 4", "BMLP2111", "steps", "not both")]
    [InlineData("steps 3\nschedule linear(warmup: 5)", "BMLP2111", "linear(warmup: 5)", "5 steps")]
    public void WrongEntry_IsRefused(string entry, string id, string place, string words)
    {
        var program = Model + $"train M {{ {entry}\n }}";
        var found = Bound.Diagnostics(program);

        Assert.All(found, diagnostic => Assert.Equal(id, diagnostic.Rule.Id));
        Assert.Contains(found, diagnostic => diagnostic.Message.Contains(words) && program.Substring(diagnostic.Span.Start, diagnostic.Span.Length) == place);
    }

    [Fact]
    public void TrainOfNoModel_AndASecondTrain_AreRefused() =>
        Bound.HasMistakes(
            "block B(x: f32[d]) -> f32[d] { return x }\n" + Model + "train N { }\ntrain M { }\ntrain M { }\ntrain B { }\ndecompose N { }",
            (DiagnosticRules.UnknownModel, "N", []),
            (DiagnosticRules.SecondBlock, "M", ["`train`", "line 9"]),
            (DiagnosticRules.WrongKindOfName, "B", ["is a block"]),
            (DiagnosticRules.UnknownModel, "N", []));

    [Fact]
    public void Instance_TakesOverItsBasesBlocks_UnlessItHasItsOwn()
    {
        var file = Bound.File(Model + "model A = M()\nmodel B = A()\ntrain M { batch 7 }\ndecompose M { eigen head }\ntrain B { epochs 3 }");

        Assert.Equal([(7L, 10L), (7L, 10L), (128L, 3L)], file.Models.Select(model => (model.Train.Batch, model.Train.Epochs!.Value)));
        Assert.All(file.Models, model => Assert.Equal("head", Assert.Single(model.Decompose).Layer.Path));
    }

    [Fact]
    public void CrossEntropyOverOneClass_IsRefused() =>
        Bound.HasOneMistake(
            "model M(x: f32[4]) -> y: f32[1] {\n a = linear(1)\n return x |> a\n}\ntrain M { loss cross_entropy }", DiagnosticRules.OneClass, "cross_entropy", "f32[1]", "mean_squared_error");

    [Fact]
    public void Requests_AreReadWithTheirDefaults()
    {
        var requests = Bound.Model(Model + "decompose M {\n eigen head { order value\n keep 3\n basis input\n bias append }\n svd body { alone }\n svd head\n tree head { branch 2 }\n}").Decompose;

        Assert.Equal(
            ["Value 3 Input Append", "True ", "False ", "2 2000"],
            requests.Select(request => request switch
            {
                EigenRequest eigen => $"{eigen.Order} {eigen.Keep} {eigen.Basis} {eigen.Bias}",
                SvdRequest svd => $"{svd.Alone} {svd.Keep}",
                TreeRequest tree => $"{tree.Branch} {tree.Budget}",
                _ => "",
            }));
    }

    [Theory]
    [InlineData("eigen hed", "BMLP2018", "hed", "Did you mean `head`?")]
    [InlineData("eigen head.0", "BMLP2018", "head.0", "")]
    [InlineData("eigen", "BMLP2109", "eigen", "`eigen head`")]
    [InlineData("egen head", "BMLP2107", "egen", "Did you mean `eigen`?")]
    [InlineData("eigen head { order size }", "BMLP2110", "size", "`magnitude`")]
    [InlineData("eigen head { keep 0 }", "BMLP2106", "0", "from 1")]
    [InlineData("eigen head { alone }", "BMLP2107", "alone", "`order`")]
    [InlineData("svd body { alone true }", "BMLP2109", "true", "stands alone")]
    [InlineData("eigen head\neigen head", "BMLP2108", "eigen", "`eigen head`")]
    public void WrongRequest_IsRefused(string entry, string id, string place, string words)
    {
        var program = Model + $"decompose M {{ {entry}\n }}";
        var found = Assert.Single(Bound.Diagnostics(program));

        Assert.Equal((id, place), (found.Rule.Id, program.Substring(found.Span.Start, found.Span.Length)));
        Assert.Contains(words, found.Message);
    }

    [Fact]
    public void RequestOfATemplate_IsCheckedByItsFirstName() =>
        Bound.HasOneMistake(
            "model T(n: dim)(x: f32[n]) -> y: f32[n] {\n a = linear(n)\n return x |> a\n}\ndecompose T { eigen b.0 }", DiagnosticRules.UnknownLayerPath, "b.0");

    private static void AssertDefault(TrainSpec train)
    {
        Assert.Equal(TrainSpec.Default, train with { Losses = [] });
        Assert.Equal([new LossSpec(LossKind.CrossEntropy)], train.Losses);
    }
}
