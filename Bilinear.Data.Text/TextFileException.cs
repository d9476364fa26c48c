namespace Bilinear.Data.Text;

/// <summary>A tokenizer, a text or a tokenised corpus is damaged, is of another kind, or asks for what is not supported. The message begins with the file, says where in it something is wrong, and how to mend it.</summary>
public sealed class TextFileException : IOException
{
    /// <param name="path">The path of the file.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="inner">What the reader of the format said.</param>
    public TextFileException(string path, string problem, Exception? inner = null)
        : base($"{path}: {problem}", inner) => Path = path;

    internal TextFileException(string path, long line, string problem)
        : base($"{path}:{line}: {problem}") => Path = path;

    public string Path { get; }
}
