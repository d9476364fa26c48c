using Bilinear.Dsl.Spectral;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Decomposition</c>: the <c>decompose</c> block as a typed result, one member an entry.</summary>
internal static class DecompositionPart
{
    private const string Spectral = "global::Bilinear.Spectral.";

    public static string? Write(ModelFacts facts)
    {
        var plans = facts.Plans.Where(plan => plan is not TreePlan).ToList();
        if (plans.Count == 0)
            return null;

        var members = SpectraMember.Of(plans.Select(plan => (plan.Name, Kind(plan))));
        return PartFile.Write(facts, $"partial class {facts.ClassName}", code =>
        {
            foreach (var (plan, member) in plans.Zip(members, (plan, member) => (plan, member)))
                WritePlan(code, facts, plan, member);
            SpectraSurface.Write(code, members);
        });
    }

    private static SpectraKind Kind(SpectralPlan plan) => plan switch
    {
        EigenPlan { NeedsData: true } => SpectraKind.EigenOfData,
        SvdPlan => SpectraKind.Svd,
        _ => SpectraKind.Eigen,
    };

    private static void WritePlan(CodeWriter code, ModelFacts facts, SpectralPlan plan, SpectraMember member)
    {
        var (path, equation) = plan switch
        {
            EigenPlan eigen => (eigen.Path, $"eigen {plan.Name}: u·g(h) = Σᵢ λᵢ (vᵢ·h)² for every row u"),
            SvdPlan svd => (svd.Path, $"svd {plan.Name}: B = Σₛ rₛ σₛ Qₛ, unfolded to [outputs, d²]"),
            _ => throw new InvalidOperationException($"{plan.GetType().Name} has no C# form."),
        };
        code.Line($"/// <summary>{Literals.Xml(equation)}.</summary>");
        using (code.Block($"public static {Spectral}{(plan is SvdPlan ? "SvdPlan" : "EigenPlan")} {member.Plan} {{ get; }} = new({Literals.String(plan.Name)}, {Path(facts, path)})", "};"))
        {
            if (plan is EigenPlan eigen)
            {
                code.Line($"Order = {Spectral}SpectrumOrder.{eigen.Order},");
                code.Line($"Basis = {Spectral}SpectrumBasis.{eigen.Basis},");
                code.Line($"Bias = {Spectral}BiasTreatment.{eigen.Bias},");
            }
            if (((plan as EigenPlan)?.Keep ?? (plan as SvdPlan)?.Keep) is { } keep)
                code.Line($"Keep = {keep},");
        }
        code.Line();
    }

    /// <summary>The path's constructor, with the parameters' names beside their indices.</summary>
    private static string Path(ModelFacts facts, QuadraticPath path)
    {
        var extra = new List<string>();
        if (path.Residual is { } residual)
            extra.Add($"Residual = {residual}");
        if (!path.FromInput)
            extra.Add("FromInput = false");
        if (!path.ToOutput)
            extra.Add("ToOutput = false");
        if (path.Caveat is { } caveat)
            extra.Add($"Caveat = {Literals.String(caveat)}");
        var initializer = extra.Count == 0 ? "" : $" {{ {string.Join(", ", extra)} }}";
        return $"new([{Maps(facts, path.Input)}], {Map(facts, path.Layer)}, [{Maps(facts, path.Output)}]){initializer}";
    }

    private static string Maps(ModelFacts facts, IEnumerable<AffineMap> maps) => string.Join(", ", maps.Select(map => Map(facts, map)));

    private static string Map(ModelFacts facts, AffineMap map) => map.Bias < 0
        ? $"new({map.Weight} /* {facts.Parameters[map.Weight].Path} */)"
        : $"new({map.Weight} /* {facts.Parameters[map.Weight].Path} */, {map.Bias} /* {facts.Parameters[map.Bias].Path} */)";
}
