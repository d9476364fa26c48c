using Bilinear.Data;

namespace Bilinear.Benchmarks.Works;

/// <summary>Data in memory, as large as wanted: how long training takes does not depend on what the pictures show.</summary>
internal static class Pixels
{
    /// <summary>Pictures of bytes, of ten classes.</summary>
    public static DataSet Draw(int samples, IReadOnlyList<int> shape)
    {
        var random = new Random(0);
        var bytes = new byte[samples * shape.Aggregate(1, (size, extent) => size * extent)];
        random.NextBytes(bytes);
        var labels = new int[samples];
        for (var i = 0; i < samples; i++) labels[i] = random.Next(10);
        return DataSet.Labelled("pixels", shape, bytes, 255, labels, 10);
    }
}
