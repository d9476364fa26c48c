using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Bound.Printing;

/// <summary>Prints a flow, each value on a line with its shape; what is inside a block, a repeat or a sum is indented.</summary>
internal sealed class FlowPrinter(Action<int, string> line)
{
    public void Print(BoundBody body, int indent)
    {
        foreach (var binding in body.Bindings)
        {
            line(indent, $"{binding.Target.Name} =");
            Print(binding.Flow, indent + 1);
        }

        foreach (var flow in body.Returns)
        {
            line(indent, "return");
            Print(flow, indent + 1);
        }
    }

    private void Print(BoundFlow flow, int indent)
    {
        switch (flow)
        {
            case BoundRead read:
                line(indent, $"{read.Value.Name}: {read.Shape}");
                break;

            case BoundSum sum:
                line(indent, $"sum: {sum.Shape}");
                foreach (var term in sum.Terms)
                {
                    line(indent + 1, "term");
                    Print(term, indent + 2);
                }

                break;

            case BoundPipe pipe:
                Print(pipe.Head, indent);
                foreach (var step in pipe.Steps)
                {
                    line(indent, $"|> {Head(step.Layer)}: {step.Output}");
                    Inside(step.Layer, indent + 1);
                }

                break;
        }
    }

    private void Inside(BoundLayer layer, int indent)
    {
        if (layer is BoundBlock block)
            Print(block.Body, indent);
        foreach (var iteration in (layer as BoundRepeat)?.Iterations ?? [])
        {
            line(indent, $"|> {Head(iteration)}");
            Inside(iteration, indent + 1);
        }
    }

    /// <summary>Prints a layer as its declaration would read, with both sizes, and an operator in a flow by its name only.</summary>
    private static string Head(BoundLayer layer)
    {
        var call = layer switch
        {
            BoundLinear linear => Call("linear", $"{linear.Input} -> {linear.Output}", Bias(linear.Bias), Noise(linear.Noise)),
            BoundGlu glu => Call(glu.Operator, $"{glu.Input} -> {glu.Output}", glu.Operator == "glu" ? $"gate: {new GateValue(glu.Gate)}" : "", Bias(glu.Bias), Noise(glu.Noise)),
            BoundRmsNorm norm => RmsNorm(norm),
            BoundFlatten => "flatten",
            BoundUnembedding unembedding => Call("unembedding", unembedding.Embedding.Path),
            BoundEmbedding embedding => Call("embedding", $"{embedding.Weight.Dims[0]} -> {embedding.Weight.Dims[1]}"),
            BoundAttention attention => Call(
                "attention", $"heads: {attention.Heads}", attention.KeyHeads == attention.Heads ? "" : $"kv_heads: {attention.KeyHeads}",
                attention.Causal ? "causal: true" : "", attention.Rope is { } rope ? $"rope: {CanonicalNumber.Of(rope)}" : "", Bias(attention.Query.Bias),
                attention.Scores == AttentionScores.Softmax ? "" : $"scores: {new ScoresValue(attention.Scores)}", Noise(attention.Noise)),
            BoundBlock block => block.Block,
            BoundRepeat repeat => $"repeat {repeat.Iterations.Count}",
            _ => layer.GetType().Name,
        };
        return call == layer.Path ? call : $"{layer.Path} = {call}";
    }

    private static string RmsNorm(BoundRmsNorm norm)
    {
        var arguments = new[] { norm.Gain is null ? "" : "gain: true", norm.Epsilon == BoundRmsNorm.DefaultEpsilon ? "" : $"eps: {CanonicalNumber.Of(norm.Epsilon)}", norm.Scale?.Measured is { } measured ? $"scale: {new ScaleValue(measured.IsPerChannel ? NormScale.Channel : NormScale.Measured)}" : "" };
        return arguments.All(argument => argument.Length == 0) ? "rmsnorm" : Call("rmsnorm", arguments);
    }

    private static string Call(string name, params string[] arguments) => $"{name}({string.Join(", ", arguments.Where(argument => argument.Length > 0))})";

    private static string Bias(ParameterSymbol? bias) => bias is null ? "" : "bias: true";

    private static string Noise(NoiseSpec noise) => noise.Kind == NoiseKind.None ? "" : $"noise: {new NoiseValue(noise)}";
}
