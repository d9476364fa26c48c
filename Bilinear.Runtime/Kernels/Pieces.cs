namespace Bilinear.Kernels;

internal static class Pieces
{
    /// <summary>So many pieces of one size make up a whole, the last of them perhaps smaller.</summary>
    public static int Count(int whole, int piece) => (int)(((long)whole + piece - 1) / piece);
}
