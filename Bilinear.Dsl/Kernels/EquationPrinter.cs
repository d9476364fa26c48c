namespace Bilinear.Dsl.Kernels;

/// <summary>
/// Prints the equation of a call for a person, shape first: <c>body[b,512] = silu(embed·Wᵀ) ⊙ (embed·Vᵀ)</c>. Among several results
/// the later ones use the names of the earlier; a product that is used more than once is named first, whether or not it is stored.
/// </summary>
public static class EquationPrinter
{
    public static string Print(CallText call)
    {
        var terms = call.Kernel.Spec().Text(call);
        return call.Kernel.Spec().TakesEpilogue
            ? Fused(call, terms)
            : string.Join(", ", call.Results.Zip(terms, (result, term) => $"{result.Name}{result.Shape} = {term.Text}"));
    }

    private static string Fused(CallText call, IReadOnlyList<Term> terms)
    {
        var product = terms.Count == 1 && Count(call) > 1 ? new Term(call.Product) : null;
        var equations = new List<string>();
        if (product is not null)
            equations.Add($"{product.Text}{call.Results[0].Shape} = {terms[0].Text}");
        var known = new Dictionary<ScalarExpression, Term>();
        var printer = new ExpressionPrinter(expression => expression switch
        {
            _ when known.TryGetValue(expression, out var term) => term,
            LeftAccumulator => product ?? terms[0],
            RightAccumulator => terms[1],
            InputElement input => new Term(call.EpilogueInputs[input.Index]),
            _ => null,
        });
        foreach (var result in call.Results)
        {
            equations.Add($"{result.Name}{(equations.Count == 0 ? result.Shape : "")} = {printer.Print(result.Expression!)}");
            if (result.Expression is not (InputElement or Constant))
                known[result.Expression!] = new Term(result.Name);
        }

        return string.Join(", ", equations);
    }

    /// <summary>How often a single accumulator would be printed.</summary>
    private static int Count(CallText call)
    {
        var count = 0;
        var known = new HashSet<ScalarExpression>();
        var printer = new ExpressionPrinter(expression =>
        {
            if (known.Contains(expression))
                return new Term("");
            count += expression is LeftAccumulator ? 1 : 0;
            return expression is LeftAccumulator or InputElement ? new Term("") : null;
        });
        foreach (var result in call.Results)
        {
            _ = printer.Print(result.Expression!);
            known.Add(result.Expression!);
        }

        return count;
    }
}
