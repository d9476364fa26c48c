using Bilinear.Dsl.Autodiff;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Fusion;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Passes;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Symbols;
using Bilinear.Testing.Models;
using static Bilinear.Testing.Models.ModelDraft;

namespace Bilinear.Dsl.Tests.Scheduling;

/// <summary>Models that together reach every way in which calls are fused, and their way through the compiler.</summary>
internal static class Programs
{
    private static readonly Dictionary<string, Func<BoundModel>> Models = new()
    {
        ["digits"] = Digits,
        ["one linear layer"] = () => Of([6], draft => Pipe(draft.Input, draft.Linear("head", 6, 3))),
        ["biases everywhere"] = () => Of([6], draft => Pipe(draft.Input, draft.Linear("embed", 6, 4, bias: true), draft.Glu("body", 4, 5, bias: true), draft.Linear("head", 5, 3, bias: true))),
        ["a gate of relu"] = () => Gated(Gate.Relu),
        ["a gate of silu"] = () => Gated(Gate.Silu),
        ["a gate of gelu"] = () => Gated(Gate.Gelu),
        ["a gate without bias"] = () => Gated(Gate.Silu, bias: false),
        ["residual layers in a repeat"] = ResidualRepeat,
        ["normed gated layers with a way around them"] = () => NormedRepeat(),
        ["norms with and without gain"] = () => Of([6], draft => Pipe(
            draft.Input, draft.Linear("embed", 6, 4), draft.RmsNorm("norm", gain: 4), draft.Glu("body", 4, 5), draft.RmsNorm(), draft.Linear("head", 5, 3))),
        ["a norm as the last layer"] = () => Of([6], draft => Pipe(draft.Input, draft.Glu("body", 6, 4), draft.RmsNorm("norm", gain: 4)), LossKind.MeanSquaredError),
        ["a bilinear layer as the last"] = () => Of([6], draft => Pipe(draft.Input, draft.Glu("body", 6, 4, bias: true))),
        ["a layer that is used three times"] = () => Of([4], draft =>
        {
            var shared = draft.Glu("shared", 4, 4, bias: true);
            var once = draft.Bind("once", Pipe(draft.Input, shared));
            return Pipe(ModelDraft.Sum(Read(once), Pipe(once, shared), Pipe(draft.Input, shared)), draft.Linear("head", 4, 3));
        }),
        ["a linear layer that is used twice"] = () => Of([4], draft =>
        {
            var shared = draft.Linear("shared", 4, 4, bias: true);
            return Pipe(draft.Input, shared, draft.Glu("mix", 4, 4, Gate.Gelu), shared);
        }),
        ["a residual whose parts are used again"] = () => Of([4], draft =>
        {
            var mix = draft.Bind("mixed", Pipe(draft.Input, draft.Linear("embed", 4, 4), draft.Glu("mix", 4, 4, Gate.Silu, bias: true)));
            var sum = draft.Bind("sum", ModelDraft.Sum(Read(draft.Input), Read(mix)));
            return ModelDraft.Sum(Pipe(sum, draft.Linear("a", 4, 3)), Pipe(mix, draft.Linear("b", 4, 3)));
        }),
        ["a value with many readers"] = () => Of([4], draft =>
        {
            var x = draft.Bind("x", Pipe(draft.Input, draft.Glu("mix", 4, 4)));
            var sums = Enumerable.Range(0, 6).Select(i => draft.Bind($"s{i}", ModelDraft.Sum([Read(draft.Input), .. Enumerable.Repeat(Read(x), i + 1)]))).ToList();
            return ModelDraft.Sum([.. sums.Select((sum, i) => Pipe(sum, draft.Linear($"out{i}", 4, 3)))]);
        }),
        ["a long sum"] = () => Of([4], draft => ModelDraft.Sum([.. Enumerable.Range(0, 9).Select(i => Pipe(draft.Input, draft.Linear($"term{i}", 4, 3, bias: i % 2 == 0)))])),
        ["doubled thirty times"] = () => Of([4], draft =>
        {
            var x = draft.Bind("x", Pipe(draft.Input, draft.Linear("embed", 4, 4)));
            for (var i = 0; i < 30; i++)
                x = draft.Bind("x", ModelDraft.Sum(Read(x), Read(x)));
            return Pipe(x, draft.RmsNorm(), draft.Linear("head", 4, 3));
        }),
        ["noise before every layer"] = () => Of([6], draft =>
        {
            var noise = new NoiseSpec(NoiseKind.Relative, 0.4);
            return Pipe(draft.Input, draft.Linear("embed", 6, 4, noise: noise), draft.Glu("body", 4, 5, noise: new NoiseSpec(NoiseKind.Token, 0.3)), draft.Linear("head", 5, 3, noise: noise));
        }),
        ["several axes, with labels"] = () => Of([2, 3, 4], draft => Pipe(draft.Input, draft.Glu("body", 4, 5, bias: true), draft.Linear("head", 5, 3, bias: true))),
        ["several axes, with a target"] = () => Of([2, 3, 4], draft =>
            Pipe(draft.Input, draft.Linear("embed", 4, 5, bias: true), draft.Glu("body", 5, 3, Gate.Silu, bias: true), draft.RmsNorm("norm", gain: 3)), LossKind.MeanSquaredError),
        ["flattened between layers"] = () => Of([3, 4], draft =>
            Pipe(draft.Input, draft.Glu("rows", 4, 5, bias: true), Flatten(), draft.Linear("embed", 15, 6), draft.Glu("body", 6, 4), draft.Linear("head", 4, 3))),
        ["layers that are used for rows and for vectors"] = () => Of([2, 4], draft =>
        {
            var (shared, mix) = (draft.Linear("shared", 4, 4, bias: true), draft.Glu("mix", 4, 4, bias: true));
            return Pipe(draft.Input, shared, mix, Flatten(), draft.Linear("narrow", 8, 4), shared, mix);
        }),
        ["flattened at the end"] = () => Of([2, 3], draft => Pipe(draft.Input, draft.Glu("body", 3, 2), Flatten())),
        ["the input added to the output"] = () => Of([4], draft =>
            ModelDraft.Sum(Read(draft.Input), Pipe(draft.Input, draft.Glu("body", 4, 4)), Read(draft.Input)), LossKind.MeanSquaredError),
        ["the input returned"] = () => Of([4], draft => Read(draft.Input)),
        ["the flattened input returned"] = () => Of([2, 2], draft => Pipe(draft.Input, Flatten()), LossKind.MeanSquaredError),
        ["the input doubled"] = () => Of([4], draft => ModelDraft.Sum(Read(draft.Input), Read(draft.Input)), LossKind.MeanSquaredError),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    public static BoundModel Named(string name) => Models[name]();

    public static BoundModel Digits() => Of([8, 8], draft => Pipe(
        draft.Input, Flatten(), draft.Linear("embed", 64, 32), draft.Glu("body", 32, 16), draft.Linear("head", 16, 10)));

    public static BoundModel Gated(Gate gate, bool bias = true) => Of([6], draft => Pipe(
        draft.Input, draft.Linear("embed", 6, 4), draft.Glu("body", 4, 5, gate, bias), draft.Linear("head", 5, 3)));

    public static BoundModel ResidualRepeat() => Of([6], draft =>
    {
        var iterations = Enumerable.Range(0, 3).Select(i => Block($"stack.{i}", Floats(4), x => ModelDraft.Sum(Read(x), Pipe(x, draft.Glu($"stack.{i}.mix", 4, 4, bias: true)))));
        return Pipe(draft.Input, draft.Linear("embed", 6, 4, bias: true), Repeat("stack", [.. iterations]), draft.Linear("head", 4, 3, bias: true));
    });

    public static BoundModel NormedRepeat(int iterations = 3) => Of([6], draft =>
    {
        var blocks = Enumerable.Range(0, iterations).Select(i => Block($"body.{i}", Floats(4), x => ModelDraft.Sum(Read(x), Pipe(
            x, draft.RmsNorm($"body.{i}.norm"), draft.Glu($"body.{i}.up", 4, 8, Gate.Gelu), draft.Linear($"body.{i}.down", 8, 4)))));
        return Pipe(draft.Input, draft.Linear("embed", 6, 4), Repeat("body", [.. blocks]), draft.RmsNorm(), draft.Linear("head", 4, 3));
    });

    public static BoundModel Of(long[] input, Func<ModelDraft, BoundFlow> body, LossKind loss = LossKind.CrossEntropy)
    {
        var draft = new ModelDraft(input);
        return draft.Return(body(draft), loss);
    }

    public static DifferentiatedModel Graphs(BoundModel model)
    {
        var diagnostics = new DiagnosticBag();
        var graphs = DifferentiatedModel.Of(Lower.Run(model), diagnostics);
        Assert.Empty(diagnostics.InOrder());
        return graphs!;
    }

    public static ModelSchedules Schedules(BoundModel model)
    {
        var graphs = Graphs(model);
        var diagnostics = new DiagnosticBag();
        var schedules = Scheduler.Run(model, new FusedModel(Fuse.Run(graphs.Forward), Fuse.Run(graphs.Gradient), Fuse.Run(graphs.Forward, keepNamed: true)), diagnostics);
        Assert.Empty(diagnostics.InOrder());
        return schedules!;
    }
}
