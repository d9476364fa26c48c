namespace Bilinear.Data.Text.Models;

/// <summary>Knows which pairs of neighbouring tokens become one token. The pair of the lowest rank is merged first, and of equal ranks the leftmost.</summary>
internal sealed class Merges
{
    private readonly Dictionary<ulong, (uint Rank, int Result)> _merges = [];

    public void Set(int left, int right, uint rank, int result) => _merges[Key(left, right)] = (rank, result);

    public bool TryGet(int left, int right, out (uint Rank, int Result) merge) => _merges.TryGetValue(Key(left, right), out merge);

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;
}
