using Bilinear.Cli.Output;
using Bilinear.Cli.Commands.Explaining.Texts;
using Bilinear.Data;
using Bilinear.Reports;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Tokens;

/// <summary>What the page on a model of texts shows: the entries of the <c>decompose</c> block, or, without one, what each bilinear layer does most.</summary>
internal sealed class TokenReport(LoadedModel loaded, StreamAnalysis analysis, TokenNames names, StatusLine status)
{
    private const int VectorsOfDirection = 6;
    private const int VectorsOfComponent = 3;
    private const int Components = 2;

    // What is read takes some seconds: fewer texts of a large model.
    private const double Work = 1e11;
    private const double LeastTokens = 4_000;
    private const double MostTokens = 50_000;

    /// <summary>The contents of the page.</summary>
    /// <param name="weights">The path of the weights.</param>
    /// <exception cref="InputException">The model has no bilinear layer, or the block names what is no token.</exception>
    public TextReportContents Contents(DataSet texts, string weights)
    {
        TokenPlan[] plans = [.. loaded.FindTokenPlans().Select(plan => StreamPlans.Of(plan, names))];
        var spectra = status.While($"decomposing {loaded.Model.Name}", () => (plans.Length > 0 ? plans.Select(Shown) : Usual()).SelectMany(plan => analysis.Spectra(plan, names.All)).ToList());
        return new TextReportContents(loaded.Model.Name, analysis, spectra, names.All)
        {
            Summary = plans.Length > 0 ? "" : $"The program has no decompose block, so this page shows of each bilinear layer its first two singular components: the directions among all logits that it moves most. A block with directions of your own, such as {loaded.ExampleOfTokens}, shows those in their place.",
            Activations = status.While($"reading {texts.Name}", () => analysis.Activations(spectra, texts, CountOf(texts.Texts!))),
            Explanations = status.While("comparing with the forward pass", () => Explained(spectra, texts.Texts!)),
            Facts = [new("weights", Path.GetFileName(weights))],
        };
    }

    // What a block leaves open is as much as a page shows.
    private static TokenPlan Shown(TokenPlan plan) => plan switch
    {
        TokenEigenPlan eigen => eigen with { Keep = eigen.Keep ?? VectorsOfDirection },
        TokenSvdPlan svd => svd with { Keep = svd.Keep ?? Components, Pairs = VectorsOfComponent },
        _ => plan,
    };

    private TokenPlan[] Usual() =>
        analysis.Stream.Branches.Index().Where(each => each.Item is GatedBranch { Gate: StreamGate.None }).Select(each => Shown(new TokenSvdPlan(each.Item.Name, each.Index))).ToArray() is { Length: > 0 } layers
            ? layers
            : throw new InputException($"{loaded.Model.Name} has no bilinear layer, whose weights could be taken apart: `bmlp convert` makes bilinear layers of gated ones.");

    private int CountOf(TextSamples texts)
    {
        var tokens = Math.Clamp(Work / loaded.Model.ParameterCount, LeastTokens, MostTokens);
        var some = Math.Min(texts.Count, 200);
        return (int)Math.Ceiling(tokens / Enumerable.Range(0, some).Average(texts.LengthOf));
    }

    // The first direction, behind some of the first text.
    private TextExplanation[] Explained(IReadOnlyList<LayerSpectrum> spectra, TextSamples texts)
    {
        var tokens = texts.TokensOf(0);
        int[] positions = [.. new[] { 0, tokens.Length / 2, tokens.Length - 1 }.Distinct()];
        return [.. positions.Select(position => analysis.Explain(tokens, position, spectra[0].Direction))];
    }
}
