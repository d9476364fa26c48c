using System.Globalization;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>Reads vectors of a model's residual stream in tokens.</summary>
internal sealed class VectorReader(StreamAnalysis analysis, TokenNames names)
{
    private const int Tokens = 4;

    public TokenNames Names { get; } = names;

    /// <summary>A vector that a layer reads, with the sign that it has where its functional is <paramref name="feature"/>.</summary>
    /// <param name="branch">The path of the layer; null for what the embedding alone makes of it.</param>
    public IReadOnlyList<TokenReading> Read(string? branch, IReadOnlyList<double> vector, double feature)
    {
        var place = branch is null ? 0 : analysis.Stream.Branches.Index().Single(item => item.Item.Name == branch).Index;
        return analysis.ReadTokens(place, feature < 0 ? [.. vector.Select(value => -value)] : vector, Tokens);
    }

    /// <summary>The tokens whose embeddings go furthest along a vector, each with its cosine.</summary>
    public string Words(IReadOnlyList<TokenReading> readings) =>
        string.Join(", ", readings[0].Top.Select(token => string.Create(CultureInfo.InvariantCulture, $"{Names.Of(token.Token)} {token.Cosine:0.00}")));
}
