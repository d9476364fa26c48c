namespace Bilinear.Benchmarks.Peer;

/// <summary>"open NAME key=value …", read.</summary>
internal sealed class Request(string[] words)
{
    public string Name => words[1];

    public int Threads => Number("threads");

    public int Number(string key) => int.Parse(Text(key));

    public string Text(string key) =>
        words.FirstOrDefault(word => word.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..]
        ?? throw new ArgumentException($"{Name} needs {key}=….");
}
