using System.Buffers.Binary;
using System.Numerics;
using Bilinear.Data.Text;
using Bilinear.Serialization;
using Bilinear.Serialization.Files;
using Microsoft.Win32.SafeHandles;

namespace Bilinear.Cli.Importing;

/// <summary>
/// A model of llama2.c, <c>.bin</c>, in the version without a header of its own, 0: seven whole numbers, then the weights in float, those
/// of one kind of all layers together. Its tensors are shown one by one under Hugging Face's names; in heads of query and key the pairs that rotary
/// positions turn are neighbours. Source: <c>memory_map_weights</c> in run.c and <c>legacy_export</c> in export.py of karpathy/llama2.c.
/// </summary>
internal sealed class LlamaFile : TensorFile
{
    private const int Numbers = 7;
    private const int HeaderBytes = Numbers * sizeof(int);
    private const uint LaterMagic = 0x616b3432;

    /// <summary>What the format fixes.</summary>
    private const double Eps = 1e-5;
    private const double Rope = 10000;

    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, TensorEntry> _tensors = new(StringComparer.Ordinal);
    private long _end;

    private LlamaFile(string path, SafeFileHandle file)
        : base(path)
    {
        _file = file;
        var length = RandomAccess.GetLength(file);
        var header = new byte[HeaderBytes];
        if (length < HeaderBytes)
            throw Refuse($"the file is {length} bytes long, and a model of llama2.c begins with {Numbers} whole numbers: it is cut off, or of another kind.");
        Fill(header, 0);
        Shape = ReadShape(header);
        Lay();
        if (_end != length)
            throw Refuse($"a model of these sizes ({Sizes}) takes {_end} bytes, and the file has {length}: it is {(length < _end ? "cut off" : "longer than it should be")}, or no model of llama2.c.");
    }

    public LlamaShape Shape { get; }

    public override IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    public override IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    protected override bool IsDisposed => _file.IsClosed;

    private string Sizes => $"vocabulary {Shape.Vocabulary}, context {Shape.Context}, width {Shape.Width}, layers {Shape.Layers}, heads {Shape.Heads}, heads of keys {Shape.KvHeads}, hidden {Shape.Hidden}";

    /// <exception cref="IOException">It is of another kind, of a later version, or cut off.</exception>
    public static LlamaFile Open(string path)
    {
        if (FilePlace.KindOf(path) == FileKind.Stream)
            throw new TextFileException(path, "it is a pipe or a device, and weights are read from their places in a file: write it to a file first.");
        var file = File.OpenHandle(path);
        try
        {
            return new LlamaFile(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override void Dispose() => _file.Dispose();

    protected override void Fill(TensorEntry tensor, long offset, Span<byte> destination) => Fill(destination, tensor.Begin + offset);

    protected override IOException Refuse(string problem) => new TextFileException(Path, problem);

    private LlamaShape ReadShape(ReadOnlySpan<byte> header)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) == LaterMagic)
            throw Refuse($"it is llama2.c's version {BinaryPrimitives.ReadInt32LittleEndian(header[sizeof(int)..])} (magic ak42), and version 0, without that word, is read: write it with `python export.py model.bin --version 0`.");
        var numbers = new int[Numbers];
        for (var i = 0; i < Numbers; i++)
            numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(header[(i * sizeof(int))..]);
        // A vocabulary below zero says that the head has weights of its own.
        if (numbers[..5].Append(numbers[6]).Any(number => number < 1) || numbers[5] is 0 or int.MinValue)
            throw Refuse($"it would be a model of the sizes {string.Join(", ", numbers)}, and that is none: it is no model of llama2.c, nor a Hugging Face folder.");
        var shape = new LlamaShape
        {
            Width = numbers[0],
            Hidden = numbers[1],
            Layers = numbers[2],
            Heads = numbers[3],
            KvHeads = numbers[4],
            Vocabulary = Math.Abs(numbers[5]),
            Context = numbers[6],
            Eps = Eps,
            Rope = Rope,
            IsTied = numbers[5] > 0,
        };
        return shape.WhyNot("the number of heads", "that of keys") is { } problem ? throw Refuse($"it is damaged, or no model of llama2.c: {problem}.") : shape;
    }

    private void Lay()
    {
        _end = HeaderBytes;
        var keys = (long)Shape.KvHeads * Shape.HeadSize;
        Add("model.embed_tokens.weight", Shape.Vocabulary, Shape.Width);
        AddLayers("input_layernorm", Shape.Width);
        AddLayers("self_attn.q_proj", Shape.Width, Shape.Width);
        AddLayers("self_attn.k_proj", keys, Shape.Width);
        AddLayers("self_attn.v_proj", keys, Shape.Width);
        AddLayers("self_attn.o_proj", Shape.Width, Shape.Width);
        AddLayers("post_attention_layernorm", Shape.Width);
        AddLayers("mlp.gate_proj", Shape.Hidden, Shape.Width);
        AddLayers("mlp.down_proj", Shape.Width, Shape.Hidden);
        AddLayers("mlp.up_proj", Shape.Hidden, Shape.Width);
        Add("model.norm.weight", Shape.Width);
        // Cosines and sines of the positions, which follow from the base.
        Skip(new BigInteger(Shape.Context) * Shape.HeadSize);
        if (!Shape.IsTied)
            Add("lm_head.weight", Shape.Vocabulary, Shape.Width);
    }

    private void AddLayers(string name, params long[] shape)
    {
        // Sizes that no file can have are said before so many tensors are.
        if ((long)Shape.Layers * sizeof(float) > RandomAccess.GetLength(_file))
            throw Refuse($"{Shape.Layers} layers cannot be in a file of {RandomAccess.GetLength(_file)} bytes: it is no model of llama2.c.");
        for (var layer = 0; layer < Shape.Layers; layer++)
            Add($"model.layers.{layer}.{name}.weight", shape);
    }

    private void Add(string name, params long[] shape)
    {
        var begin = _end;
        Skip(shape.Aggregate(BigInteger.One, (product, size) => product * size));
        _tensors.Add(name, new TensorEntry(name, nameof(ElementType.F32), shape, begin, _end));
    }

    private void Skip(BigInteger floats)
    {
        var end = _end + (floats * sizeof(float));
        _end = end <= long.MaxValue ? (long)end : throw Refuse($"a model of these sizes ({Sizes}) is larger than any file: it is no model of llama2.c.");
    }

    private void Fill(Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(_file, destination, offset);
            if (read == 0)
                throw Refuse("the file became shorter while it was read.");
            destination = destination[read..];
            offset += read;
        }
    }
}
