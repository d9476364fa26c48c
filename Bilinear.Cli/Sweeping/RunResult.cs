using System.Text.Json;

namespace Bilinear.Cli.Sweeping;

/// <summary>What a run came to, by name: <c>accuracy</c>, <c>loss</c>, <c>effective_rank.head</c>.</summary>
internal sealed record RunResult(IReadOnlyList<KeyValuePair<string, double>> Numbers)
{
    /// <summary>How it diverged; null where it did not. A run that did has no numbers.</summary>
    public string? Diverged { get; init; }

    public double? Find(string name) => Numbers.Where(number => number.Key == name).Select(number => (double?)number.Value).FirstOrDefault();

    public void Write(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        foreach (var (number, value) in Numbers)
            json.WriteNumber(number, value);
        json.WriteEndObject();
    }
}
