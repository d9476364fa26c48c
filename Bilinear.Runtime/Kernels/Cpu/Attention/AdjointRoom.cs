using System.Runtime.InteropServices;
using Bilinear.Kernels.Cpu.Attention.Tiles;

namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>The working memory of attention's adjoint: what a text and a head of keys need, what a block of queries needs, and what it needs against one block of keys.</summary>
internal readonly unsafe struct AdjointRoom
{
    /// <summary>The queries of a block, so many that a product over them is deep enough to pay for loading and storing its tiles.</summary>
    public const int Queries = 64;

    /// <summary>The keys of a block, whole tiles of every width; scores and weights against them are 24 KiB.</summary>
    public const int KeysOfBlock = 48;

    private readonly HeadSizes _heads;
    private readonly int _length;
    private readonly int _padded;

    private readonly float* _keys;
    private readonly float* _dKeys;
    private readonly float* _turnedQueries;
    private readonly float* _queries;
    private readonly float* _dQueries;
    private readonly float* _scores;

    /// <summary>The adjoint of the text's values, in panels.</summary>
    public readonly float* DValues;

    /// <summary>The adjoint of the block's outputs, in panels.</summary>
    public readonly float* Gradients;

    /// <summary>The same, turned, strip by strip.</summary>
    public readonly float* TurnedGradients;

    /// <summary>The adjoints of weights, then the weights, [KeysOfBlock, Queries].</summary>
    public readonly float* Weights;

    /// <summary>The log-sum of each query, to base two.</summary>
    public readonly float* LogSums;

    /// <summary>Σ dO⊙O of each query, which is the mean of the weights' adjoints by the weights.</summary>
    public readonly float* Means;

    /// <summary>0, 1, 2 …</summary>
    public readonly float* Lanes;

    public AdjointRoom(in HeadSizes heads, int width, int length, Scratch scratch)
    {
        _heads = heads;
        _length = length;
        _padded = HeadPanels.Padded(heads.Size, width);
        var ofText = (long)length * _padded;
        var ofBlock = Queries * (heads.Size * (heads.Factors + 1) + _padded * (2 * heads.Factors + 1) + KeysOfBlock * (heads.Factors + 1) + 3);
        _keys = scratch.Reserve(ofText * (2 * heads.Factors + 1) + ofBlock);
        _dKeys = _keys + heads.Factors * ofText;
        DValues = _dKeys + heads.Factors * ofText;
        NativeMemory.Clear(_dKeys, (nuint)(ofText * (heads.Factors + 1)) * sizeof(float));
        _queries = DValues + ofText;
        _dQueries = _queries + heads.Factors * _padded * Queries;
        Gradients = _dQueries + heads.Factors * _padded * Queries;
        _turnedQueries = Gradients + _padded * Queries;
        TurnedGradients = _turnedQueries + heads.Factors * heads.Size * Queries;
        _scores = TurnedGradients + heads.Size * Queries;
        Weights = _scores + heads.Factors * KeysOfBlock * Queries;
        LogSums = Weights + KeysOfBlock * Queries;
        Means = LogSums + Queries;
        Lanes = Means + Queries;
        for (var lane = 0; lane < Queries; lane++)
            Lanes[lane] = lane;
    }

    /// <summary>The text's keys of a factor, in panels.</summary>
    public float* Keys(int factor) => _keys + (long)factor * _length * _padded;

    /// <summary>Their adjoints.</summary>
    public float* DKeys(int factor) => _dKeys + (long)factor * _length * _padded;

    /// <summary>The block's queries of a factor, in panels.</summary>
    public float* QueryPanels(int factor) => _queries + factor * _padded * Queries;

    /// <summary>The same, turned, strip by strip.</summary>
    public float* TurnedQueries(int factor) => _turnedQueries + factor * _heads.Size * Queries;

    /// <summary>Their adjoints, in panels.</summary>
    public float* DQueries(int factor) => _dQueries + factor * _padded * Queries;

    /// <summary>The factor of the scores, then its adjoint, [KeysOfBlock, Queries].</summary>
    public float* Scores(int factor) => _scores + factor * KeysOfBlock * Queries;
}
