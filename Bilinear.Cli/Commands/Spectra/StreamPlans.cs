using Bilinear.Kernels;
using Bilinear.Spectral;
using Compiled = Bilinear.Dsl.Spectral;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>The compiler's residual stream as the runtime's: what generated code writes down.</summary>
internal static class StreamPlans
{
    public static ResidualStream Of(Compiled.ResidualStream stream) =>
        new(stream.Embedding, [.. stream.Branches.Select(Branch)], Norm(stream.Norm), Map(stream.Head));

    private static StreamBranch Branch(Compiled.StreamBranch branch) => branch switch
    {
        Compiled.AttentionBranch attention => new AttentionBranch(
            attention.Name, Norm(attention.Norm), attention.Reads, attention.Heads, attention.KeyHeads, attention.Causal, attention.Rope, Enum.Parse<AttentionScores>($"{attention.Scores}"),
            Map(attention.Query), Map(attention.Key), Map(attention.Value), Map(attention.Out)),
        Compiled.GatedBranch gated => new GatedBranch(
            gated.Name, Norm(gated.Norm), gated.Reads, gated.Path, Enum.Parse<StreamGate>($"{gated.Gate}"), Map(gated.Layer), [.. gated.Output.Select(Map)]),
        _ => throw new InvalidOperationException($"{branch.GetType().Name} has no form at run time."),
    };

    private static StreamNorm? Norm(Compiled.StreamNorm? norm) => norm is null ? null : new(norm.Gain, norm.Epsilon);

    private static AffineMap Map(Compiled.AffineMap map) => new(map.Weight, map.Bias);
}
