using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Testing.Interpretation;

/// <summary>Reproducible numbers for a graph: normal inputs, targets and parameters, and labels within the number of classes.</summary>
public static class RandomFeeds
{
    public static Feeds For(Graph graph, int batch, int seed = 1)
    {
        var random = new Random(seed);
        var input = graph.Inputs.SingleOrDefault(value => value.Operator is Input);
        return new Feeds(
            batch,
            input is null ? [] : Numbers(Count(input.Type, batch), input.Type.Element == ElementType.I32 ? () => random.NextInt64(VocabularyOf(graph, input)) : () => Normal(random)),
            [.. graph.Inputs.Where(value => value.Operator is Target).Select(target => Targets(target, graph.Losses[((Target)target.Operator).Index].Value))],
            graph.Parameters.ToDictionary(symbol => symbol.Path, symbol => Numbers(symbol.Count, () => Normal(random) / Math.Sqrt(symbol.FanIn))));

        double[] Targets(Value target, Value loss) =>
            Numbers(Count(target.Type, batch), () => target.Type.Element == ElementType.F32 ? Normal(random) : random.NextInt64(ClassesOf(loss)));
    }

    private static long ClassesOf(Value loss) => loss.Operator is LinearCrossEntropy ? loss.Inputs[1].Type.Rows : loss.Inputs[0].Type.Columns;

    private static long VocabularyOf(Graph graph, Value tokens) => graph.Values.First(value => value.Operator is Embed && value.Inputs[0] == tokens).Inputs[1].Type.Rows;

    /// <summary>The same draws for a layer whenever it is asked.</summary>
    public static NoiseSource Noise(int seed = 1) => (layer, rows, columns) =>
    {
        var random = new Random((seed * 1000) + layer);
        return Numbers((long)rows * columns, () => Normal(random));
    };

    // Box and Muller
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static long Count(TensorType type, int batch) => type.Shape.Count * (type.IsBatched ? batch : 1);

    private static double[] Numbers(long count, Func<double> next) => [.. Enumerable.Range(0, (int)count).Select(_ => next())];
}
