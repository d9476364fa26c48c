using System.Text.Json;

namespace Bilinear.Benchmarks.Measuring;

/// <summary>An array of results.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static void Write(IEnumerable<Result> results) => Console.WriteLine(JsonSerializer.Serialize(results.ToArray(), Options));
}
