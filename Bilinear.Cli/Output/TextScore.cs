using System.Text.Json;
using Bilinear.Data.Text;
using Bilinear.Training;

namespace Bilinear.Cli.Output;

/// <summary>How well a model predicts texts: in nats a token, and, since tokenizers differ, in bits a byte of the text.</summary>
internal sealed class TextScore(Evaluation evaluation, ScoredTexts texts)
{
    private readonly long _bytes = Enumerable.Range(0, texts.Count).Sum(texts.Bytes);

    public void Write()
    {
        foreach (var (name, value) in Losses)
            Score.Write(name, value);
        foreach (var (name, value) in Counts)
            Console.Out.WriteLine($"{name} {value}");
    }

    public void Write(Utf8JsonWriter json)
    {
        foreach (var (name, value) in Losses)
            json.WriteNumber(name, value);
        foreach (var (name, value) in Counts)
            json.WriteNumber(name, value);
    }

    /// <summary>Gives nats a token and bits a byte of each output.</summary>
    // The sum of several outputs, which is trained, is left out: it is no loss of a token.
    public IReadOnlyList<(string Name, double Value)> Losses => [.. evaluation.Outputs.SelectMany(output =>
    {
        var suffix = evaluation.Outputs.Count == 1 ? "" : $".{output.Output}";
        return new[] { ("nats_per_token" + suffix, output.Loss), ("bits_per_byte" + suffix, output.Loss * evaluation.Targets / Math.Log(2) / _bytes) };
    })];

    private (string, long)[] Counts => [("tokens", evaluation.Targets), ("bytes", _bytes), ("texts", texts.Count), ("texts_cut", texts.CutCount)];
}
