using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Passes;

namespace Bilinear.Dsl.Autodiff;

/// <summary>
/// Appends to a training graph the adjoint of every parameter, by one walk from the losses to the inputs. No operator disappears;
/// the adjoint ones appear. What only the input depends on gets no adjoint.
/// <code>
/// y = matmul x, wᵀ                     …
/// loss = cross_entropy y, target   →   dY = cross_entropy_adjoint y, target
/// return y, loss                       dW = matmul dYᵀ, x
///                                      return y, loss, dW
/// </code>
/// </summary>
public static class Differentiate
{
    /// <summary>The gradient graph; null, after a report, where an operator on the path has no derivative.</summary>
    public static Graph? Run(Graph training, DiagnosticBag diagnostics)
    {
        var builder = new GraphBuilder(training);
        if (AppendAdjoints(training, builder, diagnostics) is not { } adjoints)
            return null;

        var parameters = training.Values.Where(value => value.Operator is Parameter).ToDictionary(value => ((Parameter)value.Operator).Index);
        var gradients = training.Parameters.Select((symbol, i) =>
        {
            var parameter = parameters.TryGetValue(i, out var used) ? used : builder.Append(new Parameter(i, symbol), new Origin(symbol.Path, "", symbol.Span));
            var origin = parameter.Origin.Adjoint();

            // What the loss does not depend on has the gradient zero.
            return new GraphOutput(OutputRole.Gradient, origin.Name, adjoints[parameter] ?? builder.Append(new Scale(0), origin, parameter));
        });
        GraphOutput[] outputs = [.. training.Outputs, .. gradients];
        var gradient = builder.Build(training.Name, StageSpec.Gradient, training.Parameters, outputs);
        return CheckedPasses.Run(gradient, Simplify.Run, DeadCode.Run);
    }

    /// <summary>Appends the adjoints, last operator first; returns null where one has no derivative.</summary>
    private static AdjointSums? AppendAdjoints(Graph training, GraphBuilder builder, DiagnosticBag diagnostics)
    {
        var adjoints = new AdjointSums(training, builder);
        var isTrained = DependsOnParameters(training);
        var weights = training.Losses.ToDictionary(loss => loss.Value, loss => loss.Weight);
        foreach (var y in training.Values.Reverse().Where(y => weights.ContainsKey(y) || adjoints[y] is not null))
        {
            for (var i = 0; i < y.Inputs.Count; i++)
            {
                var x = y.Inputs[i];
                if (!isTrained[x.Id])
                    continue;
                var site = new AdjointSite(builder, y, adjoints[y], i, adjoints.OriginOf(x));
                if ((weights.TryGetValue(y, out var weight) ? OfLoss(site, weight) : AdjointRules.Apply(site)) is not { } dx)
                {
                    diagnostics.ReportNoDerivative(y.Origin.Span, y.Name, y.Operator.Mnemonic);
                    return null;
                }

                adjoints.Add(x, dx);
            }
        }

        return adjoints;
    }

    /// <summary>What is trained has the loss <paramref name="weight"/> times.</summary>
    private static Value? OfLoss(AdjointSite at, double weight)
    {
        if (weight == 1)
            return AdjointRules.Apply(at);
        return AdjointRules.Apply(at with { At = at.At.Step("unweighted") }) is { } adjoint ? at.Append(new Scale(weight), adjoint) : null;
    }

    private static bool[] DependsOnParameters(Graph graph)
    {
        var depends = new bool[graph.Values.Count];
        foreach (var value in graph.Values)
            depends[value.Id] = value.Operator is Parameter || value.Inputs.Any(input => depends[input.Id]);
        return depends;
    }
}
