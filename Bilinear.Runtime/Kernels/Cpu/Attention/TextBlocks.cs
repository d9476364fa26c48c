using Bilinear.Tensors;

namespace Bilinear.Kernels.Cpu.Attention;

/// <summary>
/// Cuts texts into blocks of queries. Those of a text are counted from the first of its positions that is computed, and those of a head
/// stand together, its last block first: where attention is causal that takes longest.
/// </summary>
internal unsafe struct TextBlocks
{
    /// <summary>The products that a chunk should have, some microseconds of work, more than handing a chunk over costs.</summary>
    private const long ProductsOfChunk = 1 << 15;

    private int* _starts;
    private Strided _positions;
    private int* _blocksBefore;
    private int _texts;
    private int _keyHeads;
    private int _rows;
    private int _context;

    // Σ rows·length
    private long _pairs;

    public readonly int Count => _texts;

    public readonly int Blocks => _blocksBefore[_texts];

    /// <param name="queries">The rows of all texts together.</param>
    /// <param name="rows">The most queries of a block.</param>
    /// <param name="context">The positions that a text has room for where keys lie in a cache; zero where they lie as the queries do.</param>
    /// <exception cref="ArgumentException">The starts of the texts do not ascend from zero to the number of rows, or a position is outside the cache.</exception>
    public static TextBlocks Cut(Call call, in Texts texts, int queries, int keyHeads, int rows, int context = 0)
    {
        var blocks = new TextBlocks
        {
            _starts = (int*)call.Hold(texts.Starts).Start,
            _positions = context > 0 ? call.Hold(texts.Positions) : default,
            _blocksBefore = (int*)call.Shared(texts.Count + 1),
            _texts = texts.Count,
            _keyHeads = keyHeads,
            _rows = rows,
            _context = context,
        };
        blocks.CountBlocks(queries);
        return blocks;
    }

    public readonly QueryBlock Block(int block)
    {
        var text = Text(block);
        var blocks = BlocksOf(text);
        var (keyHead, blocksAfter) = Math.DivRem(block - _blocksBefore[text], blocks);
        var (begin, end) = (Position(text), Position(text) + Rows(text));
        var first = begin + (blocks - 1 - blocksAfter) * _rows;
        return new QueryBlock(keyHead, first, (int)Math.Min(end, (long)first + _rows), end, blocks == 1, _starts[text] - begin, KeyRow(text));
    }

    /// <summary>Gives the number of blocks that make a chunk: one, unless they are small or there is nobody to share them with.</summary>
    /// <param name="columns">Those of all heads of queries.</param>
    public readonly int BlocksOfChunk(int columns, int threads) =>
        threads == 1 ? Math.Max(1, Blocks) : (int)Math.Clamp(ProductsOfChunk * Blocks / Math.Max(1, _pairs * columns), 1, Math.Max(1, Blocks));

    /// <summary>Gives the rows of a text, and the row of the cache for the first.</summary>
    public readonly (int First, int Count, long To) NewRows(int text) => (_starts[text], Rows(text), KeyRow(text) + (Rows(text) > 0 ? Position(text) : 0));

    private void CountBlocks(int rows)
    {
        if (_starts[0] != 0 || _starts[_texts] != rows)
            throw new ArgumentException($"The texts go from row {_starts[0]} to row {_starts[_texts]}, and there are {rows} rows.", "texts");
        var blocks = 0;
        for (var text = 0; text < _texts; text++)
        {
            if (Rows(text) < 0)
                throw new ArgumentException($"Text {text} starts at row {_starts[text]}, after the next.", "texts");
            if (_context > 0 && Rows(text) > 0 && (Position(text) < 0 || Position(text) > _context - Rows(text)))
                throw new ArgumentException($"Text {text} has positions {Position(text)} to {Position(text) + Rows(text) - 1L}, and the cache has room for {_context}.", "texts");
            _blocksBefore[text] = blocks;
            _pairs += (long)Rows(text) * ((Rows(text) > 0 ? Position(text) : 0) + Rows(text));
            blocks = checked(blocks + _keyHeads * BlocksOf(text));
        }
        _blocksBefore[_texts] = blocks;
    }

    // The last text whose blocks begin at this one or before; texts without rows have none.
    private readonly int Text(int block)
    {
        var (low, high) = (0, _texts);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (_blocksBefore[middle] <= block)
                low = middle;
            else
                high = middle;
        }
        return low;
    }

    private readonly long KeyRow(int text) => _context > 0 ? (long)text * _context : _starts[text];

    private readonly int Rows(int text) => _starts[text + 1] - _starts[text];

    private readonly int BlocksOf(int text) => Ceiling.Divide(Rows(text), _rows);

    private readonly int Position(int text) => _context > 0 ? *(int*)_positions.Row(_starts[text]) : 0;
}
