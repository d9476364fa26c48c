using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Symbols;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Dsl.Tests.Scheduling;

/// <summary>A schedule, executed literally in its arena, gives what its graph gives: output, loss and every gradient.</summary>
public class ScheduledModelTests
{
    public static TheoryData<string> Names => Programs.Names;

    [Theory, MemberData(nameof(Names))]
    public void Forward_EqualsTheGraph(string name)
    {
        var model = Programs.Named(name);
        AssertEqual(Programs.Graphs(model).Forward, Programs.Schedules(model).Forward, model.Parameters);
    }

    [Theory, MemberData(nameof(Names))]
    public void Step_EqualsTheGraph(string name)
    {
        var model = Programs.Named(name);
        AssertEqual(Programs.Graphs(model).Gradient, Programs.Schedules(model).Step, model.Parameters);
    }

    private static void AssertEqual(Graph graph, Schedule schedule, IReadOnlyList<ParameterSymbol> parameters)
    {
        foreach (var batch in new[] { 1, 5 })
        {
            var feeds = RandomFeeds.For(graph, batch);

            var expected = Interpreter.Run(graph, feeds, RandomFeeds.Noise());
            var actual = ScheduleInterpreter.Run(schedule, parameters, feeds, RandomFeeds.Noise());

            Assert.Equal(expected.Count, actual.Count);
            foreach (var (output, e, a) in graph.Outputs.Zip(expected, actual))
                AssertClose($"{output.Name} of {batch}", e.Elements, a);
        }
    }

    private static void AssertClose(string name, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = 1e-12 * Math.Max(expected.Max(Math.Abs), 1e-3);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{name}: element {i} is {actual[i]:R}, and {expected[i]:R} in the graph.");
    }
}
