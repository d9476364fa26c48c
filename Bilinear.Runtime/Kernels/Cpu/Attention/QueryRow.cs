using System.Runtime.CompilerServices;
using Bilinear.Kernels.Cpu.Attention.Tiles;
using Bilinear.Kernels.Cpu.Gemm.Tiles;
using Bilinear.Kernels.Vectors;

namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>
/// One query of each of some heads, with the same result as in a <see cref="QueryStrip"/>, bit for bit. A vector is neighbouring keys, or a part of a value,
/// so that no lane is idle: generation waits for keys and values. They are read once, where they lie, a few rows at a time for all heads, so that they
/// are read in the order of memory.
/// </summary>
internal unsafe struct QueryRow
{
    /// <summary>Stands for the stride of values that lie in panels.</summary>
    private const nint InPanels = -1;

    /// <summary>The keys or values that are read for one head before the next.</summary>
    private const int RowsAtATime = 4 * KeyDots.Keys;

    private HeadSizes _heads;
    private int _firstKeyHead;
    private int _keyHeads;
    private int _scoreStride;
    private int _outputStride;

    // [factors][heads, size]
    private float* _queries;

    // [factors][heads, keys of a block], with room for a vector after each.
    private float* _scores;

    // [heads, size], with room for a vector after each.
    private float* _output;

    // The keys of two vectors, turned: [size, two vectors].
    private float* _turned;

    // Panels of values that are no whole vectors.
    private float* _values;

    // For each head: a vector of each of the three.
    private float* _softmax;

    private readonly int Count => _keyHeads * _heads.Group;

    public static int Cells(in HeadSizes heads, int keyHeads, int width) =>
        keyHeads * heads.Group * (heads.Factors * (heads.Size + QueryStrip.Keys + width) + heads.Size + 4 * width) + 2 * width * heads.Size + RowsAtATime * HeadPanels.Padded(heads.Size, width);

    public static QueryRow At(in HeadSizes heads, int firstKeyHead, int keyHeads, int width, float* room)
    {
        var row = new QueryRow { _heads = heads, _firstKeyHead = firstKeyHead, _keyHeads = keyHeads, _queries = room, _scoreStride = QueryStrip.Keys + width, _outputStride = heads.Size + width };
        row._scores = row._queries + heads.Factors * row.Count * heads.Size;
        row._output = row._scores + heads.Factors * row.Count * row._scoreStride;
        row._turned = row._output + row.Count * row._outputStride;
        row._values = row._turned + 2 * width * heads.Size;
        row._softmax = row._values + RowsAtATime * HeadPanels.Padded(heads.Size, width);
        return row;
    }

    /// <summary>Takes the queries of a row.</summary>
    public readonly void Begin<TVector>(float* queries) where TVector : unmanaged, IVector<TVector>
    {
        for (var factor = 0; factor < _heads.Factors; factor++)
        {
            var scale = _heads.ScoreScaleOf(factor);
            var from = queries + _heads.Query(_firstKeyHead * _heads.Group, factor);
            var to = _queries + factor * Count * _heads.Size;
            for (var i = 0; i < Count * _heads.Size; i++)
                to[i] = from[i] * scale;
        }
        for (var head = 0; head < Count; head++)
            Softmax<TVector>(head).Begin(1);
    }

    /// <summary>Takes a block of keys and values.</summary>
    public readonly void Take<TVector>(Strided keys, Strided values, int firstKey, int count) where TVector : unmanaged, IVector<TVector>
    {
        for (var key = 0; key < count; key += RowsAtATime)
        {
            for (var keyHead = 0; keyHead < _keyHeads; keyHead++)
            {
                for (var factor = 0; factor < _heads.Factors; factor++)
                    Score<TVector>(keys.From(key, _heads.Key(_firstKeyHead + keyHead, factor)), factor, keyHead, key, Math.Min(RowsAtATime, count - key));
            }
        }
        for (var head = 0; head < Count; head++)
            Weigh<TVector>(head, firstKey, count);
        for (var key = 0; key < count; key += RowsAtATime)
        {
            for (var keyHead = 0; keyHead < _keyHeads; keyHead++)
                Add<TVector>(values.From(key, _heads.Key(_firstKeyHead + keyHead)), keyHead, key, Math.Min(RowsAtATime, count - key), firstKey + key > 0);
        }
    }

    /// <summary>Stores the outputs of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Finish<TVector>(float* output) where TVector : unmanaged, IVector<TVector>
    {
        output += _heads.Query(_firstKeyHead * _heads.Group);
        for (var head = 0; head < Count; head++, output += _heads.Size)
        {
            var scale = TVector.Create(_heads.IsBilinear ? 1 : 1 / *Softmax<TVector>(head).Sums);
            for (var column = 0; column < _heads.Size; column += TVector.Width)
                Tail.Store(TVector.Load(_output + head * _outputStride + column) * scale, output + column, _heads.Size - column);
        }
    }

    /// <summary>Stores the log-sums of a row.</summary>
    public readonly void LogSums<TVector>(float* logSums) where TVector : unmanaged, IVector<TVector>
    {
        for (var head = 0; head < Count; head++)
        {
            Softmax<TVector>(head).LogSums<TVector>(1, _turned);
            logSums[_firstKeyHead * _heads.Group + head] = *_turned;
        }
    }

    private readonly RunningSoftmax Softmax<TVector>(int head) where TVector : unmanaged, IVector<TVector>
    {
        var room = _softmax + head * 3 * TVector.Width;
        return new RunningSoftmax { Largest = room, Sums = room + TVector.Width, Corrections = room + 2 * TVector.Width };
    }

    private readonly void Score<TVector>(Strided keys, int factor, int keyHead, int firstKey, int count) where TVector : unmanaged, IVector<TVector>
    {
        var (size, head) = (_heads.Size, factor * Count + keyHead * _heads.Group);
        var queries = _queries + head * size;
        var scores = _scores + head * _scoreStride + firstKey;
        // Several heads share what turning their keys costs.
        var done = _heads.Group == 1 && KeyDots.IsSupported<TVector>(size) ? KeyDots.Run(queries, keys, count, size, scores) : 0;
        for (var key = done; key < count; key += 2 * TVector.Width)
        {
            var ahead = default(Prefetch);
            var vectors = count - key > TVector.Width ? 2 : 1;
            var width = vectors * TVector.Width;
            HeadPanels.Turn<TVector>(keys.From(key, 0), Math.Min(count - key, width), size, 1, _turned, width);
            StridedKernel.Run<TVector, LinesAlongDepth>(_heads.Group, vectors, queries, size, _turned, width, size, scores + key, _scoreStride, resume: false, ref ahead);
        }
    }

    private readonly void Weigh<TVector>(int head, int firstKey, int count) where TVector : unmanaged, IVector<TVector>
    {
        var scores = _scores + head * _scoreStride;
        if (_heads.IsBilinear)
        {
            QueryStrip.Multiply<TVector>(scores, scores + Count * _scoreStride, count);
            return;
        }
        var softmax = Softmax<TVector>(head);
        softmax.TakeRow<TVector>(scores, count);
        if (firstKey > 0)
            HeadPanels.Scale<TVector>(_output + head * _outputStride, _heads.Size, *softmax.Corrections);
    }

    private readonly void Add<TVector>(Strided values, int keyHead, int firstKey, int count, bool resume) where TVector : unmanaged, IVector<TVector>
    {
        if (_heads.Size % TVector.Width == 0)
        {
            Add<TVector>(values.Start, (nint)values.Stride, keyHead, firstKey, count, resume);
        }
        else if (_heads.Size % V128.Width == 0)
        {
            Add<V128>(values.Start, (nint)values.Stride, keyHead, firstKey, count, resume);
        }
        else
        {
            HeadPanels.Pack<TVector>(values, count, _heads.Size, _values, count);
            Add<TVector>(_values, InPanels, keyHead, firstKey, count, resume);
        }
    }

    /// <param name="stride">The cells from one value to the next, or <see cref="InPanels"/>.</param>
    private readonly void Add<TVector>(float* values, nint stride, int keyHead, int firstKey, int count, bool resume) where TVector : unmanaged, IVector<TVector>
    {
        var head = keyHead * _heads.Group;
        var weights = _scores + head * _scoreStride + firstKey;
        var output = _output + head * _outputStride;
        var ahead = default(Prefetch);
        for (var column = 0; column < _heads.Size; column += 2 * TVector.Width)
        {
            var vectors = HeadPanels.Vectors(_heads.Size, column, TVector.Width);
            var (right, rightStride) = stride == InPanels ? (column * count, vectors * TVector.Width) : (column, stride);
            StridedKernel.Run<TVector, LinesAlongDepth>(_heads.Group, vectors, weights, _scoreStride, values + right, rightStride, count, output + column, _outputStride, resume, ref ahead);
        }
    }
}
