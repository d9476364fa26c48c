namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>Knows the sizes of an attention and where a head's columns begin. A score is a product of factors: one, or two for bilinear scores.</summary>
internal readonly struct HeadSizes(in AttentionShape shape, int columns)
{
    public readonly int Heads = shape.Heads;
    public readonly int KeyHeads = shape.KeyHeads;

    /// <summary>The number of heads of queries that share a head of keys and values.</summary>
    public readonly int Group = shape.Heads / shape.KeyHeads;

    /// <summary>The elements of a head.</summary>
    public readonly int Size = columns / shape.Heads;
    public readonly bool IsCausal = shape.IsCausal;
    public readonly bool IsBilinear = shape.Scores == AttentionScores.Bilinear;

    public int Factors => IsBilinear ? 2 : 1;

    /// <summary>What the product of a factor's queries and keys is multiplied by.</summary>
    public float ScaleOf(int factor) => factor > 0 ? 1 : IsBilinear ? 1f / Size : 1 / MathF.Sqrt(Size);

    /// <summary>The same for products from which weights are computed: those of a softmax are powers of two.</summary>
    public float ScoreScaleOf(int factor) => IsBilinear ? ScaleOf(factor) : Elementary.Log2E * ScaleOf(factor);

    /// <summary>Gives the first column of a head in q and o.</summary>
    public int Query(int head, int factor = 0) => (factor * Heads + head) * Size;

    /// <summary>Gives the first column of a head in k and v.</summary>
    public int Key(int keyHead, int factor = 0) => (factor * KeyHeads + keyHead) * Size;
}
