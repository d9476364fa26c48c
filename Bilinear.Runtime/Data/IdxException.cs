namespace Bilinear.Data;

/// <summary>An IDX file is damaged, or is not the one that was asked for. The message names the file.</summary>
public sealed class IdxException(string path, string problem, Exception? inner = null) : IOException($"{path}: {problem}", inner)
{
    public string Path { get; } = path;
}
