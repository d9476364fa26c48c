using Bilinear.Spectral;

namespace Bilinear.Reports.Texts;

/// <summary>Vectors of a model's residual stream in a few tokens.</summary>
internal static class VectorReadings
{
    private const int Tokens = 4;

    /// <summary>A vector that a layer reads, with the sign that it has where its functional is <paramref name="feature"/>.</summary>
    /// <param name="branch">The path of the layer; null for what the embedding alone makes of it.</param>
    public static IReadOnlyList<TokenReading> Of(StreamAnalysis analysis, string? branch, IReadOnlyList<double> vector, double feature)
    {
        var place = branch is null ? 0 : analysis.Stream.Branches.Index().Single(item => item.Item.Name == branch).Index;
        return analysis.ReadTokens(place, feature < 0 ? [.. vector.Select(value => -value)] : vector, Tokens);
    }
}
