using System.Globalization;
using Bilinear.Reports.Texts;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Explaining.Texts;

/// <summary>Vectors of a model's residual stream in tokens, for a person.</summary>
internal static class VectorReader
{
    /// <summary>The tokens whose embeddings go furthest along a vector, each with its cosine.</summary>
    public static string Words(IReadOnlyList<TokenReading> readings, TokenTexts tokens) =>
        string.Join(", ", readings[0].Top.Select(token => string.Create(CultureInfo.InvariantCulture, $"{tokens.NameOf(token.Token)} {token.Cosine:0.00}")));
}
