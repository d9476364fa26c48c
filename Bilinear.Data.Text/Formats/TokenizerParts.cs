using Bilinear.Data.Text.Decoding;
using Bilinear.Data.Text.Models;
using Bilinear.Data.Text.Splitting;

namespace Bilinear.Data.Text.Formats;

/// <summary>What a file says of a tokenizer, in the order in which a text meets it.</summary>
internal sealed record TokenizerParts
{
    /// <summary>The tokens as the file writes them, in the order of their ids.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>The added tokens that are found in a text as it is.</summary>
    public AddedTokens Added { get; init; } = new([]);

    public Func<string, string> Normalize { get; init; } = text => text;

    /// <summary>The added tokens that are found in a normalized text.</summary>
    public AddedTokens AddedToNormalized { get; init; } = new([]);

    /// <summary>Texts that are a token where nothing else stands around them.</summary>
    public IReadOnlyDictionary<string, int> Whole { get; init; } = new Dictionary<string, int>();

    public Splitter Split { get; init; } = Splitters.Whole;

    public required ITokenModel Model { get; init; }

    /// <summary>The unknown token where several that follow each other are one.</summary>
    public int? FusedUnknown { get; init; }

    /// <summary>The special tokens in front of a text.</summary>
    public IReadOnlyList<int> Before { get; init; } = [];

    /// <summary>The special tokens behind a text.</summary>
    public IReadOnlyList<int> Behind { get; init; } = [];

    /// <summary>The tokens that are no text.</summary>
    public required IReadOnlySet<int> Special { get; init; }

    public required TokenBytes Bytes { get; init; }

    public int? StartToken { get; init; }

    public int? EndToken { get; init; }
}
