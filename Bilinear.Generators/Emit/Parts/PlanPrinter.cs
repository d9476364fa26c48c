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
        var created = new Call("new", [Literals.String(plan.Name), Path(facts, PathOf(plan))]);
        code.Summary($"{Literals.Xml(Equation(plan))}.")
            .Write($"public static {member.PlanType} {member.Plan} {{ get; }} = ", new Initialized(created, [.. Options(plan)]), ";");
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

    private static IEnumerable<Fragment> Options(SpectralPlan plan)
    {
        if (plan is EigenPlan eigen)
        {
            yield return $"Order = {Spectral}SpectrumOrder.{eigen.Order}";
            yield return $"Basis = {Spectral}SpectrumBasis.{eigen.Basis}";
            yield return $"Bias = {Spectral}BiasTreatment.{eigen.Bias}";
            if (eigen.Directions.Count > 0)
                yield return new Assignment("Directions", new Collection([.. eigen.Directions.Select(direction => Direction(direction, eigen.Outputs))]));
        }
        if (((plan as EigenPlan)?.Keep ?? (plan as SvdPlan)?.Keep) is { } keep)
            yield return $"Keep = {keep}";
        if (plan is TreePlan tree)
        {
            yield return $"Branch = {tree.Branch}";
            yield return $"Budget = {tree.Budget}";
        }
    }

    /// <summary><c>Direction.Of("4 - 9", outputs: 10, others: 0.0, (4, 1.0), (9, -1.0))</c></summary>
    private static Call Direction(DirectionSpec direction, int outputs)
    {
        var rows = direction.Rows.Select(row => (Fragment)$"({row.Row}, {Literals.Double(row.Coefficient)})");
        return new Call($"{Spectral}Direction.Of", [Literals.String(direction.Name), $"outputs: {outputs}", $"others: {Literals.Double(direction.Others)}", .. rows]);
    }

    private static Initialized Path(ModelFacts facts, QuadraticPath path) =>
        new(new Call("new", [ParameterIndex.Maps(facts, path.Input), ParameterIndex.Map(facts, path.Layer), ParameterIndex.Maps(facts, path.Output)]), [.. Options(facts, path)]);

    private static IEnumerable<Fragment> Options(ModelFacts facts, QuadraticPath path)
    {
        if (path.Residual is { } residual)
            yield return $"Residual = {residual}";
        if (!path.FromInput)
            yield return "FromInput = false";
        if (path.ToOutput != 0)
            yield return $"ToOutput = {path.ToOutput?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}";
        if (path.Caveat is { } caveat)
            yield return new Assignment("Caveat", new Literal(caveat));
        if (path.Before.Count > 0)
            yield return new Assignment("Before", new Collection([.. path.Before.Select(stage => Path(facts, stage))]));
    }
}
