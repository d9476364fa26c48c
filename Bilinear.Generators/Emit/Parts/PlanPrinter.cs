using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Spectral;
using Bilinear.Dsl.Text;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit.Parts;

/// <summary>Prints one entry of a <c>decompose</c> block as a static property with its plan, the parameters' names beside their indices.</summary>
internal static class PlanPrinter
{
    private const string Spectral = "global::Bilinear.Spectral.";

    public static void Write(IndentedText code, ModelFacts facts, SpectralPlan plan, SpectraMember member)
    {
        code.Line($"/// <summary>{Literals.Xml(Equation(plan))}.</summary>");
        var path = PathOf(plan);
        var header = $"public static {member.PlanType} {member.Plan} {{ get; }} = new({Literals.String(plan.Name)}, {Path(facts, path)}";
        if (path.Before.Count == 0)
        {
            using (code.Block($"{header}{Initializer(path)})", "};"))
                WriteOptions(code, plan);
            return;
        }

        // With the layers before it a path takes a line for each.
        code.Line(header).Line("{").Lines(Options(path).Select(option => $"    {option},"))
            .Line("    Before =").Line("    [").Lines(path.Before.Select(stage => $"        {Path(facts, stage)}{Initializer(stage)},")).Line("    ],");
        using (code.Block("})", "};"))
            WriteOptions(code, plan);
    }

    private static string Equation(SpectralPlan plan) => plan switch
    {
        EigenPlan { Directions.Count: > 0 } => $"eigen {plan.Name}: u·g(h) = Σᵢ λᵢ (vᵢ·h)² for every row u and every direction",
        EigenPlan => $"eigen {plan.Name}: u·g(h) = Σᵢ λᵢ (vᵢ·h)² for every row u",
        SvdPlan => $"svd {plan.Name}: B = Σₛ rₛ σₛ Qₛ, unfolded to [outputs, d²]",
        _ => $"tree {plan.Name}: v·ĥ = Σᵢ λᵢ (vᵢ·ĥ')², ĥ' the input of the layer before, for every eigenvector v",
    };

    private static QuadraticPath PathOf(SpectralPlan plan) => plan switch
    {
        EigenPlan eigen => eigen.Path,
        SvdPlan svd => svd.Path,
        TreePlan tree => tree.Path,
        _ => throw new InvalidOperationException($"{plan.GetType().Name} has no C# form."),
    };

    private static void WriteOptions(IndentedText code, SpectralPlan plan)
    {
        if (plan is EigenPlan eigen)
        {
            code.Line($"Order = {Spectral}SpectrumOrder.{eigen.Order},");
            code.Line($"Basis = {Spectral}SpectrumBasis.{eigen.Basis},");
            code.Line($"Bias = {Spectral}BiasTreatment.{eigen.Bias},");
            if (eigen.Directions.Count > 0)
                code.Line("Directions =").Line("[").Lines(eigen.Directions.Select(direction => $"    {Direction(direction, eigen.Outputs)},")).Line("],");
        }
        if (((plan as EigenPlan)?.Keep ?? (plan as SvdPlan)?.Keep) is { } keep)
            code.Line($"Keep = {keep},");
        if (plan is TreePlan tree)
            code.Line($"Branch = {tree.Branch},").Line($"Budget = {tree.Budget},");
    }

    /// <summary><c>Direction.Of("4 - 9", outputs: 10, others: 0.0, (4, 1.0), (9, -1.0))</c></summary>
    private static string Direction(DirectionSpec direction, int outputs)
    {
        var rows = string.Concat(direction.Rows.Select(row => $", ({row.Row}, {Literals.Double(row.Coefficient)})"));
        return $"{Spectral}Direction.Of({Literals.String(direction.Name)}, outputs: {outputs}, others: {Literals.Double(direction.Others)}{rows})";
    }

    private static string Path(ModelFacts facts, QuadraticPath path) => $"new([{Maps(facts, path.Input)}], {Map(facts, path.Layer)}, [{Maps(facts, path.Output)}])";

    private static string Initializer(QuadraticPath path) => Options(path).ToList() is { Count: > 0 } options ? $" {{ {string.Join(", ", options)} }}" : "";

    private static IEnumerable<string> Options(QuadraticPath path)
    {
        if (path.Residual is { } residual)
            yield return $"Residual = {residual}";
        if (!path.FromInput)
            yield return "FromInput = false";
        if (path.ToOutput != 0)
            yield return $"ToOutput = {path.ToOutput?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}";
        if (path.Caveat is { } caveat)
            yield return $"Caveat = {Literals.String(caveat)}";
    }

    private static string Maps(ModelFacts facts, IEnumerable<AffineMap> maps) => string.Join(", ", maps.Select(map => Map(facts, map)));

    private static string Map(ModelFacts facts, AffineMap map) => map.Bias < 0
        ? $"new({map.Weight} /* {facts.Parameters[map.Weight].Path} */)"
        : $"new({map.Weight} /* {facts.Parameters[map.Weight].Path} */, {map.Bias} /* {facts.Parameters[map.Bias].Path} */)";
}
