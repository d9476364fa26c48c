using System.Globalization;
using Bilinear.Spectral;

namespace Bilinear.Reports.Texts;

/// <summary>Vectors of a model's residual stream in a few tokens.</summary>
internal static class VectorReadings
{
    private const int Tokens = 4;

    /// <summary>A vector that a layer reads, with the sign that it has where its functional is <paramref name="feature"/>.</summary>
    /// <param name="place">The layer's place among the branches; −1 for what the embedding alone makes of it.</param>
    public static IReadOnlyList<TokenReading> Of(StreamAnalysis analysis, int place, IReadOnlyList<double> vector, double feature) =>
        analysis.ReadTokens(Math.Max(0, place), feature < 0 ? [.. vector.Select(value => -value)] : vector, Tokens);

    /// <summary>The tokens whose embeddings go furthest along a vector, each with its cosine, for a person.</summary>
    public static string Words(IReadOnlyList<TokenReading> readings, TokenTexts tokens) =>
        string.Join(", ", readings[0].Top.Select(token => string.Create(CultureInfo.InvariantCulture, $"{tokens.NameOf(token.Token)} {token.Cosine:0.00}")));
}
