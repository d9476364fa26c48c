using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Hosting;
using Bilinear.Dsl.Spectral;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints the <c>decompose</c> block of a model of texts: its plans, <c>Decompose</c>, which takes the texts of the tokens, and the class of the result.</summary>
internal static class TokenSpectraSurface
{
    private const string Spectral = "global::Bilinear.Spectral.";
    private const string Layers = $"global::System.Collections.Generic.IReadOnlyList<{Spectral}LayerSpectrum>";
    private const string Tokens = "global::System.Collections.Generic.IReadOnlyList<string> tokens";

    public static void Write(IndentedText code, ModelFacts facts)
    {
        var members = facts.Names.Spectra;
        foreach (var (plan, member) in facts.TokenPlans.Zip(members, (plan, member) => (plan, member)))
        {
            WritePlan(code, plan, member);
            code.Line();
        }

        DecomposeSurface.Write(code, [Tokens], "tokens", () => Document(code));
        using (code.Block($"public sealed class {Members.Spectra}"))
        {
            using (code.Block(new Call($"internal {Members.Spectra}", [$"{Members.Weights} weights", Tokens])))
            {
                code.Line($"{Members.Analysis} = new(weights, {Members.Stream});")
                    .Lines(members.Select(member => $"{member.Name} = {Members.Analysis}.Spectra({member.Plan}, tokens);"));
            }
            code.Line()
                .Summary("What reads the model: single logits, vectors in tokens, pairs of tokens.")
                .Line($"public {Spectral}StreamAnalysis {Members.Analysis} {{ get; }}");
            foreach (var (plan, member) in facts.TokenPlans.Zip(members, (plan, member) => (plan, member)))
                WriteMember(code, plan, member);
            code.Line()
                .Summary("Every spectrum, in the order of the block.")
                .Member($"public {Layers} {Members.Entries}", new Collection([.. members.Select(member => (Fragment)$".. {member.Name}")]));
        }
    }

    private static void WritePlan(IndentedText code, TokenPlan plan, SpectraMember member)
    {
        Fragment[] common = [Literals.String(plan.Name), new Named("Branch", $"{plan.Branch}")];
        var created = plan is TokenEigenPlan eigen ? new Call("new", [.. common, new Named("Directions", new Collection([.. eigen.Directions.Select(Direction)]))]) : new Call("new", common);
        code.Summary($"{(plan is TokenEigenPlan ? "eigen" : "svd")} {Literals.Xml(plan.Name)}{(plan is TokenEigenPlan ? ": ũ·g(h) = Σᵢ λᵢ (vᵢ·h)² for every direction among the logits" : ": B = Σₛ rₛ σₛ Qₛ, unfolded to [logits, d²]")}.")
            .Write($"public static {Spectral}Token{(plan is TokenEigenPlan ? "Eigen" : "Svd")}Plan {member.Plan} {{ get; }} = ", new Initialized(created, [.. Options(plan)]), ";");
    }

    private static IEnumerable<Fragment> Options(TokenPlan plan)
    {
        if (plan is TokenEigenPlan eigen)
            yield return $"Order = {Spectral}SpectrumOrder.{eigen.Order}";
        if (((plan as TokenEigenPlan)?.Keep ?? (plan as TokenSvdPlan)?.Keep) is { } keep)
            yield return $"Keep = {keep}";
    }

    /// <summary><c>new("\" girl\" - \" boy\"", others: 0.0, new TokenRow(" girl", 1.0), new TokenRow(" boy", -1.0))</c></summary>
    private static Fragment Direction(DirectionSpec direction)
    {
        var rows = direction.Rows.Select(row => (Fragment)$"new {Spectral}TokenRow({(row.Token is { } text ? Literals.String(text) : $"{row.Row}")}, {Literals.Double(row.Coefficient)})");
        return new Call("new", [Literals.String(direction.Name), $"others: {Literals.Double(direction.Others)}", .. rows]);
    }

    private static void WriteMember(IndentedText code, TokenPlan plan, SpectraMember member)
    {
        code.Line()
            .Summary(plan is TokenEigenPlan
                ? $"A spectrum of <c>{Literals.Xml(plan.Name)}</c> for each direction, in the order of the block."
                : $"A spectrum of <c>{Literals.Xml(plan.Name)}</c> for each singular triplet over the logits, the largest σ first.")
            .Line($"public {Layers} {member.Name} {{ get; }}");
        if (plan is not TokenEigenPlan eigen)
            return;
        foreach (var (label, name) in member.Directions)
        {
            var place = eigen.Directions.Select((direction, index) => (direction, index)).First(each => each.direction.Name == label).index;
            code.Line()
                .Summary($"The spectrum of the direction <c>{Literals.Xml(label)}</c> of <c>{Literals.Xml(plan.Name)}</c>.")
                .Member($"public {Spectral}LayerSpectrum {name}", $"{member.Name}[{place}]");
        }
    }

    private static void Document(IndentedText code) =>
        code.Documentation("param name=\"tokens\"", "The text of each token of the vocabulary, in the order of their numbers: what directions name tokens by.")
            .Documentation("exception cref=\"global::System.ArgumentException\"", "There is not one text for each token, or a direction names a text that no token has.");
}
