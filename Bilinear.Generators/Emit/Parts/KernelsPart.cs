using Bilinear.Generators.Emit.Calls;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>The part <c>Kernels</c>: what this model's kernels do with each element.</summary>
internal static class KernelsPart
{
    public static string? Write(ModelFacts facts)
    {
        var epilogues = facts.Epilogues.ToList();
        if (epilogues.Count == 0)
            return null;

        return PartFile.Write(facts, code =>
        {
            for (var i = 0; i < epilogues.Count; i++)
            {
                if (i > 0)
                    code.Line();
                EpilogueEmitter.Write(code, epilogues[i], facts.EpilogueNames[epilogues[i].Name]);
            }
        });
    }
}
