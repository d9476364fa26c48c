namespace Bilinear.Data;

/// <summary>An IDX file is not what it says, or not what was asked for: a sentence that names the file.</summary>
public sealed class IdxException(string path, string problem, Exception? inner = null) : IOException($"{path}: {problem}", inner)
{
    public string Path { get; } = path;
}
