using Bilinear.Data;
using Bilinear.Tensors;

namespace Bilinear.Training.Sequences;

/// <summary>Knows which rows of a workspace are which positions of which text.</summary>
internal sealed class TextPlaces
{
    private readonly int _context;
    private readonly Devices.DeviceMemory _startsMemory;
    private readonly Devices.DeviceMemory _positionsMemory;
    private readonly int[] _starts;
    private readonly int[] _positions;
    private readonly int[] _tokens;
    private readonly int[] _targets;
    private readonly int[] _indices;
    private bool _isWhole;
    private int _count;

    /// <param name="batch">The most texts.</param>
    /// <param name="context">The most positions of each.</param>
    public TextPlaces(MemoryGroup memory, int batch, int context)
    {
        _context = context;
        _starts = new int[batch + 1];
        var rows = checked(batch * context);
        (_positions, _tokens, _targets, _indices) = (new int[rows], new int[rows], new int[rows], new int[rows]);
        (_startsMemory, _positionsMemory) = (memory.Allocate(batch + 1), memory.Allocate(rows));
    }

    /// <summary>The positions of all texts together.</summary>
    public int Rows { get; private set; }

    public Texts Texts => new(new View(_startsMemory, 0, 1, _count + 1), new View(_positionsMemory, 0, Rows, 1));

    /// <summary>Sets the texts to samples that are as long as their type says.</summary>
    public void SetWhole(int samples)
    {
        if (!_isWhole)
        {
            for (var row = 0; row < _positions.Length; row++)
                _positions[row] = row % _context;
            for (var sample = 0; sample < _starts.Length; sample++)
                _starts[sample] = sample * _context;
            _startsMemory.Write(_starts);
            _positionsMemory.Write(_positions);
            _isWhole = true;
        }
        (_count, Rows) = (samples, samples * _context);
    }

    /// <param name="lengths">The number of rows of each text.</param>
    /// <param name="first">The position of the first row of each text; empty for 0.</param>
    public void Set(ReadOnlySpan<int> lengths, ReadOnlySpan<int> first)
    {
        _isWhole = false;
        var row = 0;
        for (var text = 0; text < lengths.Length; text++)
        {
            _starts[text] = row;
            for (var i = 0; i < lengths[text]; i++)
                _positions[row++] = i + (first.IsEmpty ? 0 : first[text]);
        }
        _starts[lengths.Length] = row;
        (_count, Rows) = (lengths.Length, row);
        _startsMemory.Write(_starts.AsSpan(0, _count + 1));
        _positionsMemory.Write(_positions.AsSpan(0, Rows));
    }

    /// <summary>Gathers pieces of texts, one after the other.</summary>
    /// <returns>Their tokens, their targets, and for each row a number that its piece and its position decide; they are valid until this is called again.</returns>
    public Loaded Gather(TextSamples texts, ReadOnlySpan<int> pieces)
    {
        Span<int> lengths = pieces.Length <= 256 ? stackalloc int[pieces.Length] : new int[pieces.Length];
        var row = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            var length = lengths[i] = texts.LengthOf(pieces[i]);
            texts.Read(pieces[i], _tokens.AsSpan(row, length), _targets.AsSpan(row, length));
            for (var position = 0; position < length; position++)
                _indices[row++] = unchecked(pieces[i] * _context + position);
        }
        Set(lengths, []);
        return new Loaded(_tokens.AsSpan(0, row), _targets.AsSpan(0, row), _indices.AsSpan(0, row));
    }

    internal readonly ref struct Loaded(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, ReadOnlySpan<int> indices)
    {
        public ReadOnlySpan<int> Tokens { get; } = tokens;

        public ReadOnlySpan<int> Targets { get; } = targets;

        public ReadOnlySpan<int> Indices { get; } = indices;
    }
}
