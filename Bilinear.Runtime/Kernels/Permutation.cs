namespace Bilinear.Kernels;

/// <summary>Orders things at random, as a function of a seed alone.</summary>
internal static class Permutation
{
    /// <summary>Writes 0 … n−1 in an order that seed, stream, row and epoch decide, by the shuffle of Fisher and Yates.</summary>
    /// <param name="stream">One of <see cref="Philox"/>'s, which tells uses apart.</param>
    /// <param name="row">Tells several orders of one use apart.</param>
    public static void Fill(Span<int> order, ulong seed, uint stream, uint epoch = 0, uint row = 0)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        for (var i = order.Length - 1; i > 0; i--)
        {
            // ⌊u·(i + 1)⌋ for u in [0, 1) of 32 bits.
            var word = Philox.Block(seed, (uint)i, row, stream, epoch).A;
            var j = (int)((ulong)word * (ulong)(i + 1) >> 32);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
