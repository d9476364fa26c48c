using System.Security.Cryptography;
using Bilinear.Data;

namespace Bilinear.Benchmarks.Works.Language;

/// <summary>Texts that remember which of their pieces were read, and in which order: what training on them takes.</summary>
internal sealed class RecordedTexts(TextSamples texts) : TextSamples
{
    private readonly List<int> _read = [];

    public override int Vocabulary => texts.Vocabulary;

    public override int Context => texts.Context;

    public override int Count => texts.Count;

    /// <summary>The pieces that were read since it was last asked.</summary>
    public int[] TakeRead()
    {
        int[] read = [.. _read];
        _read.Clear();
        return read;
    }

    public override int LengthOf(int piece) => texts.LengthOf(piece);

    public override void Read(int piece, Span<int> tokens, Span<int> targets)
    {
        _read.Add(piece);
        texts.Read(piece, tokens, targets);
    }

    public override void Hash(IncrementalHash hash) => texts.Hash(hash);
}
