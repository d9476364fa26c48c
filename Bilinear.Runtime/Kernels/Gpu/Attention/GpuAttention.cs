namespace Bilinear.Kernels.Gpu.Attention;

/// <summary>The sizes of an attention as kernels take them.</summary>
internal struct GpuAttention
{
    public int Heads;
    public int KeyHeads;

    /// <summary>The columns of a head.</summary>
    public int Size;

    /// <summary>The factors of a score: one with a softmax, two of bilinear scores.</summary>
    public int Factors;
    public int IsCausal;
    public int Texts;

    /// <summary>The rows that a cache has for each text; zero without a cache.</summary>
    public int Context;

    /// <summary>1/√s with a softmax, 1/s for bilinear scores.</summary>
    public float Scale;

    /// <summary>The blocks of columns that a head's result is cut into.</summary>
    public int ColumnBlocks;

    public static GpuAttention Of(in AttentionShape shape, int columns, int texts, int context = 0)
    {
        var size = columns / shape.Heads;
        var isBilinear = shape.Scores == AttentionScores.Bilinear;
        return new()
        {
            Heads = shape.Heads,
            KeyHeads = shape.KeyHeads,
            Size = size,
            Factors = isBilinear ? 2 : 1,
            IsCausal = shape.IsCausal ? 1 : 0,
            Texts = texts,
            Context = context,
            Scale = isBilinear ? 1f / size : (float)(1 / Math.Sqrt(size)),
            ColumnBlocks = Ceiling.Divide(size, Products.Tile.Side),
        };
    }
}
