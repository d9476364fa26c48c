namespace Bilinear.Cli.Output;

/// <summary>Something that the user gave is wrong: one mistake or several.</summary>
internal sealed class InputException(IReadOnlyList<Mistake> mistakes) : Exception(string.Join('\n', mistakes.Select(mistake => mistake.Line)))
{
    public InputException(string sentence)
        : this([new Mistake("error: " + sentence)])
    {
    }

    public IReadOnlyList<Mistake> Mistakes { get; } = mistakes;
}
