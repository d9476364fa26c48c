namespace Bilinear.Kernels.Gpu.Attention;

/// <summary>One side of the adjoint of attention: that of queries, or that of keys.</summary>
internal struct AdjointSide
{
    /// <summary>q, or k.</summary>
    public GpuMatrix Scores;

    /// <summary>What the adjoint of a weight is a product of: dO, or v.</summary>
    public GpuMatrix Values;
    public int Heads;
}

/// <summary>What the adjoint knows of each query, and of the texts.</summary>
internal struct AdjointKnown
{
    public GpuMatrix LogSums;
    public GpuMatrix Deltas;
    public GpuMatrix Starts;
}

/// <summary>Where a tile of the adjoint stands, and what it is made for.</summary>
internal struct AdjointTile
{
    /// <summary>The first row of the side whose adjoint is computed, and of the other.</summary>
    public int Row;
    public int Other;

    /// <summary>The end of the text's rows.</summary>
    public int End;

    /// <summary>The head of the queries.</summary>
    public int Head;
    public int OfQueries;
    public int OfValues;
}
