using Bilinear.Cli.Commands.Explaining.Texts;
using Bilinear.Cli.Output;
using Bilinear.Kernels;
using Bilinear.Spectral;
using Compiled = Bilinear.Dsl.Spectral;
using DirectionSpec = Bilinear.Dsl.Bound.DirectionSpec;

namespace Bilinear.Cli.Commands.Spectra;

/// <summary>The compiler's residual stream, and its plans for a model of texts, as the runtime's: what generated code writes down.</summary>
internal static class StreamPlans
{
    public static ResidualStream Of(Compiled.ResidualStream stream) =>
        new(stream.Embedding, [.. stream.Branches.Select(Branch)], Norm(stream.Norm), Map(stream.Head));

    /// <summary>An entry of a <c>decompose</c> block.</summary>
    /// <exception cref="InputException">A direction names a text that is no token.</exception>
    public static TokenPlan Of(Compiled.TokenPlan plan, TokenNames names) => plan switch
    {
        Compiled.TokenEigenPlan eigen => new TokenEigenPlan(eigen.Name, eigen.Branch, [.. eigen.Directions.Select(direction => Direction(direction, names))])
        {
            Order = Enum.Parse<SpectrumOrder>($"{eigen.Order}"),
            Keep = eigen.Keep,
        },
        Compiled.TokenSvdPlan svd => new TokenSvdPlan(svd.Name, svd.Branch) { Keep = svd.Keep },
        _ => throw new InvalidOperationException($"{plan.GetType().Name} has no form at run time."),
    };

    // The runtime finds the tokens; what is none is told here, with the nearest.
    private static TokenDirection Direction(DirectionSpec direction, TokenNames names)
    {
        foreach (var text in direction.Rows.Select(row => row.Token).OfType<string>())
            names.Find($"direction {direction.Name}:", text);
        return new TokenDirection(direction.Name, direction.Others, [.. direction.Rows.Select(row => row.Token is { } text ? new TokenRow(text, row.Coefficient) : new TokenRow(row.Row, row.Coefficient))]);
    }

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
