using System.Globalization;
using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Text;

namespace Bilinear.Cli.Generating;

/// <summary>A text that a model has gone on with.</summary>
/// <param name="PromptTokens">The number of tokens that it began with.</param>
/// <param name="Tokens">The number of new ones.</param>
/// <param name="Text">All of it, the prompt too.</param>
/// <param name="TokensPerSecond">How many new tokens were computed a second, the first left out; null where there is no other.</param>
internal sealed record WrittenText(string Model, int PromptTokens, int Tokens, string Text, double? TokensPerSecond, TextEnd End)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("model", Model);
        json.WriteNumber("prompt_tokens", PromptTokens);
        json.WriteNumber("tokens", Tokens);
        json.WriteString("text", Text);
        json.WriteNumberOrNull("tokens_per_second", TokensPerSecond ?? double.NaN);
        json.WriteString("ended", EnumWords.Of(End));
    }

    /// <summary><c>note: 196 new tokens, 9,812 a second; the context is full</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"note: {Tokens:N0} new {(Tokens == 1 ? "token" : "tokens")}{(TokensPerSecond is { } speed ? $", {speed.ToString("N0", CultureInfo.InvariantCulture)} a second" : "")}; {End switch
    {
        TextEnd.EndToken => "the model ended the text",
        TextEnd.Context => "the context is full",
        TextEnd.Tokens => "as many as were asked for",
        TextEnd.Stopped => "stopped",
        _ => throw new InvalidOperationException($"A text cannot end by {End}."),
    }}");
}
