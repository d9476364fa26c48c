using System.Globalization;

namespace Bilinear.Runtime.Tests.Spectral;

/// <summary>
/// A program with one bilinear layer between linear ones, and so one that can be truncated: any rank of input, any number of outputs,
/// any name, with and without namespace, arguments, bias, residual and <c>train</c>. Some do not bind, mostly because two names are one.
/// </summary>
internal static class RandomProgram
{
    // What the printer itself writes, what the language knows, and what nobody thought of.
    private static readonly string[] Names =
    [
        "x", "y", "image", "digit", "body", "head", "pairs", "sum", "embed", "h", "flatten", "linear", "bilinear", "rmsnorm", "eigen", "order", "keep", "magnitude",
        "f32", "token", "dim", "mean", "others", "loss", "batch", "größe", "_", "Body", "BodyTop2", "M", "MTop3",
    ];

    private static readonly string[] Namespaces = ["", "namespace A\n", "namespace Body.Head\n", "language 1\nnamespace Größe._x.M\n"];

    public static string Draw(Random random)
    {
        string Name() => random.GetItems(Names, 1)[0];
        string Bias() => random.Next(2) == 0 ? "" : $", bias: {(random.Next(3) == 0 ? "false" : "true")}";
        int Size() => random.Next(1, 6);

        var (model, input, output) = (Name(), Name(), Name());
        int[] shape = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Size())];
        var flat = shape.Aggregate(1, (product, size) => product * size);
        var (embed, body, head) = (Name(), Name(), Name());
        var (hasEmbed, hasResidual, hasArgument) = (random.Next(3) > 0, random.Next(3) == 0, random.Next(4) == 0);
        var (hidden, outputs) = (hasEmbed ? Size() : flat, Size());
        var argument = hasArgument ? $"({Name()}: dim = {hidden.ToString(CultureInfo.InvariantCulture)})" : "";
        var start = $"{input}{(shape.Length > 1 ? " |> flatten" : "")}{(hasEmbed ? $" |> {embed}" : "")}";
        var flow = hasResidual ? $"{start} |> Layer() |> {head}" : $"{start} |> {body} |> {head}";
        return $$"""
            {{random.GetItems(Namespaces, 1)[0]}}
            {{(hasResidual ? $"block Layer(z: f32[d]) -> f32[d] {{\n  mix = bilinear(d{Bias()})\n  return z + (z |> mix)\n}}" : "// no block")}}
            /// What {{model}} does.
            model {{model}}{{argument}}({{input}}: f32[{{string.Join(", ", shape)}}]) -> {{output}}: f32[{{outputs}}] { // the model
              {{(hasEmbed ? $"{embed} = linear({hidden}{Bias()})" : "")}}
              {{(hasResidual ? "" : $"{body} = bilinear({Size()}{Bias()})")}}
              {{head}} = linear({{outputs}}{{Bias()}})
              return {{flow}}
            }
            {{(random.Next(2) == 0 ? "" : Train(random, model, outputs))}}
            decompose {{model}} {
              eigen {{head}}
            }
            """;
    }

    private static string Train(Random random, string model, int outputs)
    {
        string[] losses = outputs == 1 ? ["", "loss mean_squared_error"] : ["", "loss mean_squared_error", "loss cross_entropy"];
        string[] optimizers = ["", "optimizer adamw", "optimizer adamw(lr: 1e-9, betas: [0.1, 0.123456789012345], eps: 1e-30, weight_decay: 1e5)", "optimizer adamw(lr: 250000)"];
        string[] schedules = ["", "schedule cosine", "schedule linear(warmup: 1)", "schedule steps(every: 2, factor: 1e-7)", "schedule steps(warmup: 2, every: 3, factor: 0.5, until: 13)"];
        string[] lengths = ["", "epochs 2147483647", "steps 9", "steps 4000000000"];
        string[] others = ["", "batch 1\n  seed 9223372036854775807", "seed 1", "batch 99999"];
        string Pick(string[] entries) => $"  {random.GetItems(entries, 1)[0]}\n";
        return $"train {model} {{\n{Pick(losses)}{Pick(optimizers)}{Pick(schedules)}{Pick(lengths)}{Pick(others)}}}";
    }
}
