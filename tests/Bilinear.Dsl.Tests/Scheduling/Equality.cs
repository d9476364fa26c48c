using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Symbols;
using Bilinear.Testing.Interpretation;

namespace Bilinear.Dsl.Tests.Scheduling;

/// <summary>A schedule, executed literally in its arena, against its graph: output, loss and every gradient, noise included.</summary>
internal static class Equality
{
    public static void AssertEqual(Graph graph, Schedule schedule, IReadOnlyList<ParameterSymbol> parameters, int batch)
    {
        var feeds = RandomFeeds.For(graph, batch);

        var expected = Interpreter.Run(graph, feeds, RandomFeeds.Noise());
        var actual = ScheduleInterpreter.Run(schedule, parameters, feeds, RandomFeeds.Noise());

        Assert.Equal(expected.Count, actual.Count);
        foreach (var (output, e, a) in graph.Outputs.Zip(expected, actual))
            AssertClose($"{output.Name} of {batch}", e.Elements, a);
    }

    private static void AssertClose(string name, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = 1e-12 * Math.Max(expected.Max(Math.Abs), 1e-3);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{name}: element {i} is {actual[i]:R}, and {expected[i]:R} in the graph.");
    }
}
