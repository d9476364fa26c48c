namespace Bilinear.Dsl.Syntax.Parsing.Segments;

/// <summary>Knows which bracket of one declaration closes which, and which tokens belong to no readable segment.</summary>
internal sealed class BracketMap
{
    public const int DeepestNesting = 100;

    private readonly int _start;
    private readonly int[] _closings;
    private readonly int[] _badBefore;

    /// <param name="start">The first token that the arrays speak of.</param>
    /// <param name="closings">For each token the one that closes it; -1 for what is no bracket, or is never closed.</param>
    /// <param name="bad">The tokens in which something has been reported.</param>
    public BracketMap(int start, int[] closings, bool[] bad)
    {
        _start = start;
        _closings = closings;
        _badBefore = new int[bad.Length + 1];
        for (var i = 0; i < bad.Length; i++)
            _badBefore[i + 1] = _badBefore[i] + (bad[i] ? 1 : 0);
    }

    /// <summary>The token that closes the bracket at <paramref name="opening"/>; null if none does.</summary>
    public int? ClosingOf(int opening) => _closings[opening - _start] is >= 0 and var closing ? closing : null;

    /// <summary>Whether nothing has been reported in the tokens from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public bool IsSound(int start, int end) => _badBefore[end - _start] == _badBefore[start - _start];
}
