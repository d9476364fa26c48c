using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Spectral;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Stream</c>: the residual stream of a model of texts, as a plan that names parameters by their indices.</summary>
internal static class StreamPart
{
    private const string Spectral = "global::Bilinear.Spectral.";

    public static string? Write(ModelFacts facts) => facts.Stream is not { } stream ? null : PartFile.Write(facts, code =>
        code.Summary("The residual stream: the embedding, what each layer adds to it, and the head that reads the sum.")
            .Write(
                $"public static {Spectral}ResidualStream {Members.Stream} {{ get; }} = ",
                new Call("new",
                [
                    new Named("Embedding", ParameterIndex.Of(facts, stream.Embedding)), new Named("Branches", new Collection([.. stream.Branches.Select(branch => Branch(facts, branch))])),
                    new Named("Norm", Norm(facts, stream.Norm)), new Named("Head", ParameterIndex.Map(facts, stream.Head)),
                ]),
                ";"));

    private static Fragment Branch(ModelFacts facts, StreamBranch branch)
    {
        Fragment[] common = [Literals.String(branch.Name), new Named("Norm", Norm(facts, branch.Norm)), new Named("Reads", $"{branch.Reads}")];
        return branch switch
        {
            AttentionBranch attention => new Call($"new {Spectral}AttentionBranch",
            [
                .. common, new Named("Heads", $"{attention.Heads}"), new Named("KeyHeads", $"{attention.KeyHeads}"), new Named("IsCausal", attention.Causal ? "true" : "false"),
                new Named("Rope", attention.Rope is { } rope ? Literals.Double(rope) : "null"), new Named("Scores", $"global::Bilinear.Kernels.AttentionScores.{attention.Scores}"),
                new Named("Query", ParameterIndex.Map(facts, attention.Query)), new Named("Key", ParameterIndex.Map(facts, attention.Key)),
                new Named("Value", ParameterIndex.Map(facts, attention.Value)), new Named("Out", ParameterIndex.Map(facts, attention.Out)),
            ]),
            GatedBranch gated => new Call($"new {Spectral}GatedBranch",
            [
                .. common, new Named("LayerName", Literals.String(gated.Path)), new Named("Gate", $"{Spectral}StreamGate.{gated.Gate}"),
                new Named("Layer", ParameterIndex.Map(facts, gated.Layer)), new Named("Output", ParameterIndex.Maps(facts, gated.Output)),
            ]),
            _ => throw new InvalidOperationException($"{branch.GetType().Name} has no C# form."),
        };
    }

    private static Fragment Norm(ModelFacts facts, StreamNorm? norm) => norm is null ? "null" : new Call("new", [new Named("Gain", norm.Gain < 0 ? "-1" : ParameterIndex.Of(facts, norm.Gain)), new Named("Epsilon", Literals.Double(norm.Epsilon))]);
}
