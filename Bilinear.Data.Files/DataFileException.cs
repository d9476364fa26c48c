namespace Bilinear.Data.Files;

/// <summary>A file of data or weights is damaged, is of another kind, or holds what cannot be used. The message begins with the file, and where there is one with line and column, and says how to mend it.</summary>
public sealed class DataFileException : IOException
{
    /// <param name="path">The path of the file.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="inner">What the reader of the format said.</param>
    public DataFileException(string path, string problem, Exception? inner = null)
        : base($"{path}: {problem}", inner) => Path = path;

    internal DataFileException(string path, long line, int column, string problem, Exception? inner = null)
        : base($"{path}:{line}:{column}: {problem}", inner) => Path = path;

    public string Path { get; }
}
