using Bilinear.Dsl.Autodiff;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Fusion;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Passes;
using Bilinear.Dsl.Scheduling;

namespace Bilinear.Dsl.Tests.Scheduling;

public class RandomGraphTests
{
    private const int Graphs = 400;

    [Fact]
    public void Step_OfAnyGraph_EqualsTheGraph()
    {
        for (var seed = 0; seed < Graphs; seed++)
        {
            var gradient = GradientOf(seed);
            try
            {
                Equality.AssertEqual(gradient, ScheduleOf(gradient), gradient.Parameters, batch: 2);
            }
            catch (Exception error)
            {
                Assert.Fail($"Graph {seed}: {error.Message}\n{GraphPrinter.Print(gradient)}");
            }
        }
    }

    /// <summary>The test above sees what it is for.</summary>
    [Fact]
    public void Graphs_ReachEveryOperatorAndKernel()
    {
        var gradients = Enumerable.Range(0, 150).Select(GradientOf).ToList();
        var calls = gradients.SelectMany(gradient => ScheduleOf(gradient).Calls).ToList();

        foreach (var missing in new[] { typeof(Noise), typeof(CrossEntropy), typeof(CrossEntropyAdjoint) })
            Assert.DoesNotContain(gradients, gradient => gradient.Values.Any(value => value.Operator.GetType() == missing));
        Assert.Equal(StageSpec.AllOperators.Count - 3, gradients.SelectMany(gradient => gradient.Values).Select(value => value.Operator.GetType()).Distinct().Count());
        Assert.Equal(Enum.GetValues<Kernel>().Length - 2, calls.Select(call => call.Kernel).Distinct().Count());
        Assert.Contains(calls, call => call.EpilogueInputs.Count == 4 && call.Outputs.Count == 3);
    }

    private static Graph GradientOf(int seed)
    {
        var training = RandomGraph.Training(seed, operators: 3 + (seed % 40));
        return Differentiate.Run(DeadCode.Run(Simplify.Run(training)), new DiagnosticBag())!;
    }

    private static Schedule ScheduleOf(Graph gradient)
    {
        var model = Programs.Of([1], draft => Testing.Models.ModelDraft.Read(draft.Input)) with { Name = "Random", Parameters = gradient.Parameters };
        var step = Fuse.Run(gradient, keepLittle: gradient.Values.Any(value => value.Operator is Embed));
        return Scheduler.Run(model, new FusedModel(step, step, step), new DiagnosticBag())!.Step;
    }
}
