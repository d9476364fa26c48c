using Bilinear.Data;

namespace Examples.Gates;

/// <summary>Four bits: their six pairs, and all that they can be.</summary>
internal static class Bits
{
    public const int Count = 4;

    private const int Inputs = 1 << Count;

    /// <summary>In the order of the model's outputs.</summary>
    public static IReadOnlyList<(int First, int Second)> Pairs { get; } = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];

    /// <summary>All sixteen inputs, with what a gate for each pair says of them.</summary>
    public static DataSet Table(IReadOnlyList<Gate> gates)
    {
        var inputs = Enumerable.Range(0, Inputs).ToList();
        float[] bits = [.. inputs.SelectMany(input => Enumerable.Range(0, Count).Select(bit => Is(input, bit) ? 1f : 0f))];
        float[] targets = [.. inputs.SelectMany(input => Pairs.Zip(gates, (pair, gate) => (float)gate[Is(input, pair.First), Is(input, pair.Second)]))];
        return DataSet.Regression("four bits", [Count], bits, targets);
    }

    private static bool Is(int input, int bit) => ((input >> bit) & 1) == 1;
}
