using Bilinear.Dsl.Spectral;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Decomposition</c>: the <c>decompose</c> block as a typed result, one member an entry.</summary>
internal static class DecompositionPart
{
    public static string? Write(ModelFacts facts)
    {
        if (!facts.HasSpectra)
            return null;

        var members = SpectraMember.Of(facts.Plans.Select(plan => (plan.Name, Kind(plan), Labels(plan))));
        return PartFile.Write(facts, $"partial class {facts.ClassName}", code =>
        {
            foreach (var (plan, member) in facts.Plans.Zip(members, (plan, member) => (plan, member)))
            {
                PlanPrinter.Write(code, facts, plan, member);
                code.Line();
            }

            SpectraSurface.Write(code, members);
        });
    }

    private static SpectraKind Kind(SpectralPlan plan) => plan switch
    {
        EigenPlan { NeedsData: true } => SpectraKind.EigenOfData,
        EigenPlan => SpectraKind.Eigen,
        SvdPlan => SpectraKind.Svd,
        TreePlan => SpectraKind.Tree,
        _ => throw new InvalidOperationException($"{plan.GetType().Name} has no C# form."),
    };

    private static IEnumerable<string> Labels(SpectralPlan plan) =>
        plan is EigenPlan eigen ? eigen.Directions.Where(direction => direction.IsLabelled).Select(direction => direction.Name) : [];
}
