using Bilinear.Cli.Commands.Explaining.Texts;
using Bilinear.Cli.Output;
using Bilinear.Dsl.Bound;
using Bilinear.Spectral;

namespace Bilinear.Cli.Commands.Spectra.Tokens;

/// <summary>Directions of a program among the logits: the tokens that it names by their texts are found with the tokenizer.</summary>
internal static class TokenDirections
{
    /// <exception cref="InputException">A text is no token, or a token is named twice.</exception>
    public static Direction Of(DirectionSpec direction, TokenNames names, int outputs)
    {
        List<(int Token, double Coefficient)> rows = [.. direction.Rows.Select(row => (row.Token is { } text ? names.Find($"direction {direction.Name}:", text) : row.Row, row.Coefficient))];
        if (rows.GroupBy(row => row.Token).FirstOrDefault(token => token.Count() > 1) is { } twice)
            throw new InputException($"direction {direction.Name}: it names {names.Of(twice.Key)} by its text and by its number, #{twice.Key}: name it once.");
        return Direction.Of(direction.Name, outputs, direction.Others, [.. rows]);
    }
}
