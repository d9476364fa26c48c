using FsCheck;
using FsCheck.Fluent;

namespace Bilinear.Dsl.Tests.Fuzz;

/// <summary>Programs that follow the grammar but not reason: deep, long, huge, and made of too few names.</summary>
internal static class GrownPrograms
{
    private static readonly string[] Names = ["x", "y", "d", "n", "A", "B", "C", "head", "mix", "linear", "rmsnorm", "größe"];

    private static readonly string[] Numbers =
        ["0", "1", "2", "3", "7", "64", "100", "1000", "9999", "65536", "2147483647", "2147483648", "4611686018427387904", "9223372036854775807", "-1", "0.5", "1e-3", "1e300"];

    public static Gen<string> Any => Gen.Frequency(
        (3, from declarations in Gen.NonEmptyListOf(Declaration) select string.Join("\n", declarations)),
        (2, Extreme));

    private static Gen<string> Name => Gen.Elements(Names);

    private static Gen<string> Value => Gen.Sized(size => ValueOf(Math.Min(size, 6)));

    private static Gen<string> Flow => Gen.Sized(size => FlowOf(Math.Min(size, 6)));

    private static Gen<string> Call =>
        from name in Gen.Elements("linear", "bilinear", "glu", "rmsnorm", "embedding", "attention", "A", "B", "C")
        from count in Gen.Choose(0, 3)
        from arguments in Gen.ListOf(Argument, count)
        select $"{name}({string.Join(", ", arguments)})";

    private static Gen<string> Argument => Gen.OneOf(
        Value,
        from input in Value from output in Value select $"{input} -> {output}",
        from name in Gen.Elements("bias", "noise", "gate", "gain", "heads", "causal", "rope", "n", "d") from value in Value select $"{name}: {value}");

    private static Gen<string> Type =>
        from element in Gen.Elements("f32", "f32", "f32", "token")
        from count in Gen.Choose(1, 3)
        from sizes in Gen.ListOf(Value, count)
        select element == "f32" ? $"f32[{string.Join(", ", sizes)}]" : $"token[{string.Join("][", sizes)}]";

    private static Gen<string> Statement => Gen.OneOf(
        from name in Name from call in Call select $"{name} = {call}",
        from name in Name from count in Value from call in Call select $"{name} = repeat {count} {call}",
        from name in Name from flow in Flow select $"{name} = {flow}",
        from flow in Flow select $"return {flow}",
        from flows in Flows select $"return ({string.Join(", ", flows)})");

    private static Gen<List<string>> Flows => from count in Gen.Choose(1, 4) from flows in Gen.ListOf(Flow, count) select flows;

    private static Gen<string> Entry => Gen.OneOf(
        from key in Gen.Elements("loss", "optimizer", "schedule", "batch", "epochs", "steps", "seed", "alone") from value in Value select $"{key} {value}",
        from label in Gen.Elements("", "y: ", "z: ", "head: ")
        from loss in Gen.Elements("cross_entropy", "mean_squared_error", "3", "linear(3)")
        from block in Gen.OneOf(Gen.Constant(""), Gen.Constant(" { }"), from weight in Value select $" {{ weight {weight} }}")
        select $"loss {label}{loss}{block}",
        from kind in Gen.Elements("eigen", "svd", "tree") from layer in Name from keep in Value select $"{kind} {layer} {{ keep {keep} }}");

    private static Gen<string> Declaration => Gen.OneOf(
        Block("block", Type),
        Block("model", from type in Type select $"y: {type}"),
        Block("model", from ports in Ports select $"({string.Join(", ", ports)})"),
        Several,
        from name in Name from call in Call select $"model {name} = {call}",
        from keyword in Gen.Elements("train", "decompose")
        from name in Name
        from entries in Gen.ListOf(Entry)
        select $"{keyword} {name} {{\n{string.Join("\n", entries)}\n}}");

    private static Gen<List<string>> Ports =>
        from count in Gen.Choose(0, 3)
        from ports in Gen.ListOf(from name in Gen.Elements("x", "y", "z", "head") from type in Type select $"{name}: {type}", count)
        select ports;

    /// <summary>Models whose outputs, flows and losses are nearly as many as they have to be, and sometimes the same.</summary>
    private static Gen<string> Several =>
        from name in Name
        from outputs in Gen.Choose(1, 5)
        from returned in Gen.Choose(1, 5)
        from flows in Gen.ListOf(Gen.Elements("x", "x |> head", "x |> mix", "h", "x + h", "(x |> head) + h"), returned)
        from losses in Gen.ListOf(Gen.Elements("loss y0: cross_entropy", "loss y1: mean_squared_error { weight 0.5 }", "loss cross_entropy", "loss y7: cross_entropy", "loss y0: 3"))
        select $"model {name}(x: f32[3]) -> ({string.Join(", ", Enumerable.Range(0, outputs).Select(i => $"y{i}: f32[3]"))}) {{\nhead = linear(3)\nmix = bilinear(3)\nh = x |> mix |> head\nreturn ({string.Join(", ", flows)})\n}}\n"
            + $"train {name} {{\n{string.Join("\n", losses)}\n}}";

    // Each of these grows without bound; the compiler has to refuse, or to get through.
    private static Gen<string> Extreme =>
        from n in Gen.Elements(2, 30, 99, 101, 400, 3000)
        from k in Gen.Choose(1, 120)
        from extreme in Gen.Elements(
            Model($"return {new string('(', n)}x{new string(')', n)}"),
            Model($"h = linear({new string('(', n)}3{new string(')', n)})\nreturn x |> h"),
            Model($"return x{Repeat(" |> rmsnorm", n)}"),
            Model($"return x{Repeat(" + x", n)}"),
            Model($"h = linear(3)\nreturn x{Repeat(" |> h", n)}"),
            Model($"h = linear(3{Repeat(" * 3", k)})\nreturn x |> h"),
            Model($"h = linear(3{Repeat(" + 3 - 3", n)})\nreturn x |> h"),
            Model($"h = repeat {n} linear(3)\nreturn x |> h"),
            Model(Lines(n, i => $"h{i} = linear(3)") + "return x" + Concat(n, i => $" |> h{i}")),
            Model(Lines(n, i => $"x = x + (x |> rmsnorm)") + "return x"),
            Model(Lines(n, i => $"x = x + x") + "return x"),
            $"model M(x: f32[3]) -> ({string.Join(", ", Enumerable.Range(0, n).Select(i => $"y{i}: f32[3]"))}) {{\nh = linear(3)\nreturn ({string.Join(", ", Enumerable.Repeat("x |> h", n))})\n}}",
            Model($"return (x{Repeat(", x", n)})"),
            Stack(n, _ => 1),
            Stack(k, _ => 2),
            Stack(8, _ => n),
            Concat(n, i => $"model M{i} = M{i + 1}(n: {i})\n") + $"model M{n}(n: dim = 3)(x: f32[3]) -> y: f32[n] {{\nh = linear(n)\nreturn x |> h\n}}",
            $"model M({string.Join(", ", Enumerable.Range(0, n).Select(i => i == 0 ? "a0: dim = 1" : $"a{i}: dim = a{i - 1} + 1"))})(x: f32[3]) -> y: f32[a{n - 1}] {{\nh = linear(a{n - 1})\nreturn x |> h\n}}",
            $"model M(x: f32[{string.Join(", ", Enumerable.Repeat("2", k))}]) -> y: f32[2] {{\nh = linear(2)\nreturn x |> flatten |> h\n}}",
            $"decompose M {{{Repeat("eigen a {", n)}{Repeat("}", n)}}}",
            $"train M {{\noptimizer adamw({Repeat("lr: ", n)}1)\nschedule {Repeat("a(", k)}{Repeat(")", k)}\n}}")
        select extreme;

    private static Gen<string> ValueOf(int size) => size == 0
        ? Gen.OneOf(Gen.Elements(Numbers), Name, Gen.Elements("true", "relu", "none", "[]", "stack.0.mix"))
        : Gen.Frequency(
            (4, ValueOf(0)),
            (2, from left in ValueOf(size - 1) from sign in Gen.Elements('+', '-', '*', '/') from right in ValueOf(size - 1) select $"{left} {sign} {right}"),
            (1, from value in ValueOf(size - 1) select $"({value})"),
            (1, from value in ValueOf(size - 1) select $"[{value}, 0.9]"),
            (1, from name in Name from value in ValueOf(size - 1) select $"{name}({value})"));

    private static Gen<string> FlowOf(int size) => size == 0
        ? Name
        : Gen.OneOf(
            Name,
            from head in FlowOf(size - 1) from step in Name select $"{head} |> {step}",
            from left in FlowOf(size - 1) from right in FlowOf(size - 1) select $"{left} + {right}",
            from flow in FlowOf(size - 1) select $"({flow})");

    private static Gen<string> Block(string keyword, Gen<string> output) =>
        from name in Name
        from argument in Gen.Elements("", "(n: dim)", "(n: dim = 3)", "(d: int = -1)", "(x: gate = relu)", "(n: noise, d: bool = true)")
        from input in Type
        from result in output
        from statements in Gen.ListOf(Statement)
        from last in Flow
        select $"{keyword} {name}{argument}(x: {input}) -> {result} {{\n{string.Join("\n", statements)}\nreturn {last}\n}}";

    private static string Model(string body) => $"model M(x: f32[3]) -> y: f32[3] {{\n{body}\n}}";

    /// <summary>A tower of blocks, each of which repeats the next: the operators multiply from storey to storey.</summary>
    private static string Stack(int height, Func<int, int> turns) =>
        Concat(height, i => $"block B{i}(x: f32[d]) -> f32[d] {{\nh = repeat {turns(i)} {(i + 1 < height ? $"B{i + 1}()" : "linear(d)")}\nreturn x |> h\n}}\n")
        + Model("h = B0()\nreturn x |> h");

    private static string Lines(int count, Func<int, string> line) => Concat(count, i => line(i) + "\n");

    private static string Repeat(string text, int count) => Concat(count, _ => text);

    private static string Concat(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));
}
