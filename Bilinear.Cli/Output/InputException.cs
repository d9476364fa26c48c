namespace Bilinear.Cli.Output;

/// <summary>Something that the user gave is wrong. Each line is one mistake, as it is shown: <c>file(line,col): error BMLP2002: …</c> where it has a place.</summary>
internal sealed class InputException(IReadOnlyList<string> lines) : Exception(string.Join('\n', lines))
{
    public InputException(string sentence)
        : this(["error: " + sentence])
    {
    }

    public IReadOnlyList<string> Lines { get; } = lines;
}
