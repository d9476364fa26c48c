using Bilinear.Devices;
using Bilinear.Models.Tests.Sequences;

namespace Bilinear.Models.Tests;

/// <summary>A model of texts with random parameters, gains too, and its maps written out: width 16, vocabulary 13, four heads of queries over two of keys and values, two layers.</summary>
internal sealed class RandomStream(SeqGained model)
{
    public const int Width = 16;
    public const int Heads = 4;
    public const int HeadSize = 4;

    /// <summary>The place of the last bilinear layer.</summary>
    public const int LastLayer = 3;

    public double[][] Embedding { get; } = Rows(model, "embed.weight");

    /// <summary>The head's rows times the last gain.</summary>
    public double[][] Head { get; } = Gained(Rows(model, "head.weight"), model.ReadParameter("norm.weight"));

    public static SeqGained Create(Device device)
    {
        var model = new SeqGained(device, batch: 1, seed: 1);
        foreach (var gain in model.Description.Parameters.Where(parameter => parameter.Name.Contains("norm", StringComparison.Ordinal)))
            model.WriteParameter(gain.Name, [.. Enumerable.Range(0, Width).Select(index => 1 + (0.5f * MathF.Sin(index)))]);
        return model;
    }

    /// <summary>OV of a head with the gain before it, [16, 16]: two heads of queries share one of keys and values.</summary>
    public double[][] Virtual(int layer, int head)
    {
        var value = Gained(Rows(model, $"layers.{layer}.attend.value.weight"), model.ReadParameter($"layers.{layer}.norm1.weight"));
        var output = Rows(model, $"layers.{layer}.attend.out.weight");
        return [.. output.Select(row => Enumerable.Range(0, Width).Select(column => Enumerable.Range(0, HeadSize).Sum(i => row[(head * HeadSize) + i] * value[(head / 2 * HeadSize) + i][column])).ToArray())];
    }

    /// <summary>Q of the last layer along a direction in the stream, [16, 16].</summary>
    public double[][] Interaction(double[] inStream)
    {
        var stacked = Gained(Rows(model, "layers.1.up.weight"), model.ReadParameter("layers.1.norm2.weight"));
        var (w, v) = (stacked[..24], stacked[24..]);
        var down = model.ReadParameter("layers.1.down.weight").Chunk(24).ToArray();
        double[] units = [.. Enumerable.Range(0, 24).Select(unit => Enumerable.Range(0, Width).Sum(row => inStream[row] * down[row][unit]))];
        return [.. Enumerable.Range(0, Width).Select(i => Enumerable.Range(0, Width).Select(j => Enumerable.Range(0, 24).Sum(unit => 0.5 * units[unit] * ((w[unit][i] * v[unit][j]) + (v[unit][i] * w[unit][j])))).ToArray())];
    }

    public static double[] Times(double[][] matrix, double[] vector) => [.. matrix.Select(row => Dot(row, vector))];

    public static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    /// <summary>Each row less the mean of all.</summary>
    public static double[][] Centred(double[][] rows) => [.. rows.Select(row => row.Select((value, column) => value - rows.Average(other => other[column])).ToArray())];

    private static double[][] Rows(SeqGained model, string name) => [.. model.ReadParameter(name).Chunk(Width).Select(row => row.Select(value => (double)value).ToArray())];

    private static double[][] Gained(double[][] rows, float[] gain) => [.. rows.Select(row => row.Select((weight, column) => weight * gain[column]).ToArray())];
}
