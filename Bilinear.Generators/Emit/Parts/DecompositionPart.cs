namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Decomposition</c>: the <c>decompose</c> block as a typed result, with a member for each entry.</summary>
internal static class DecompositionPart
{
    public static string? Write(ModelFacts facts)
    {
        if (!facts.HasSpectra)
            return null;

        return PartFile.Write(facts, code =>
        {
            if (facts.TokenPlans.Count > 0)
            {
                TokenSpectraSurface.Write(code, facts);
                return;
            }

            foreach (var (plan, member) in facts.Plans.Zip(facts.Names.Spectra, (plan, member) => (plan, member)))
            {
                PlanPrinter.Write(code, facts, plan, member);
                code.Line();
            }

            SpectraSurface.Write(code, facts.Names.Spectra);
        });
    }
}
