namespace Bilinear.Cli.Importing;

/// <summary>What is to be known of a LLaMA to write it as a program.</summary>
internal sealed record LlamaShape
{
    public required int Vocabulary { get; init; }

    /// <summary>The most positions of a text.</summary>
    public required int Context { get; init; }

    public required int Width { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    /// <summary>Heads of keys and values, each of which serves several of queries.</summary>
    public required int KvHeads { get; init; }

    /// <summary>The hidden units of a layer's MLP.</summary>
    public required int Hidden { get; init; }

    /// <summary>What norms add to the mean square.</summary>
    public required double Eps { get; init; }

    /// <summary>The base of the rotary positions.</summary>
    public required double Rope { get; init; }

    /// <summary>The gate of the MLP, as the language calls it.</summary>
    public string Gate { get; init; } = "silu";

    /// <summary>Whether the head is the embedding, transposed.</summary>
    public required bool IsTied { get; init; }

    public bool HasAttentionBias { get; init; }

    public bool HasMlpBias { get; init; }

    public int HeadSize => Width / Heads;

    /// <summary>Why no model has these sizes, as a clause; null where one can have them.</summary>
    /// <param name="heads">What the file calls them.</param>
    /// <param name="kvHeads">What the file calls those of keys and values.</param>
    public string? WhyNot(string heads, string kvHeads) =>
        Width % Heads != 0 ? $"{heads} is {Heads}, which does not divide the width, {Width}"
        : Heads % KvHeads != 0 ? $"{kvHeads} is {KvHeads}, which does not divide the heads, {Heads}"
        : HeadSize % 2 != 0 ? $"{heads} is {Heads}, so that a head has {HeadSize} elements, and rotary positions turn pairs of them"
        : null;
}
