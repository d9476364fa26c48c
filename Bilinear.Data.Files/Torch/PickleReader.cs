using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Bilinear.Data.Files.Torch;

/// <summary>
/// Reads the part of Python's pickle language in which tensors and plain values are written. A pickle is a program: what it may call is
/// a list of three functions, known by their names and built here, and whatever else it names is refused before anything is done
/// with it. Source: Python's pickletools, and torch/_weights_only_unpickler.py for what tensors need.
/// </summary>
/// <param name="path">The path of the file, for messages.</param>
internal sealed class PickleReader(string path, byte[] program)
{
    private static readonly object Mark = new();

    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _at;

    /// <summary>The value that the pickle describes.</summary>
    /// <exception cref="DataFileException">It is damaged, or asks for something to be run.</exception>
    public object? Read()
    {
        while (true)
        {
            var start = _at;
            var code = (char)Byte();
            switch (code)
            {
                case '\x80': Byte(); break;
                case '\x95': Take(sizeof(long)); break;
                case '.': return _stack is [var value] && value != Mark ? value : throw Damaged(start);
                case '(': Push(Mark); break;
                case 'N': Push(null); break;
                case '\x88': Push(true); break;
                case '\x89': Push(false); break;
                case 'K': Push((long)Byte()); break;
                case 'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
                case 'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
                case '\x8A': Push(Long(Byte())); break;
                case 'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
                case 'X': Push(Text(Length(Take(4)))); break;
                case '\x8C': Push(Text(Byte())); break;
                case '\x8D': Push(Text(Long(Take(8)))); break;
                case 'T': Push(Text(Length(Take(4)))); break;
                case 'U': Push(Text(Byte())); break;
                case 'C' or 'B': Take(code == 'C' ? Byte() : Length(Take(4))); Push("bytes"); break;
                case '}': Push(new PickleDictionary()); break;
                case ']': Push(new List<object?>()); break;
                case ')': Push(Array.Empty<object?>()); break;
                case 't': Push(PopMarked()); break;
                case '\x85': Push(Pop(1)); break;
                case '\x86': Push(Pop(2)); break;
                case '\x87': Push(Pop(3)); break;
                case 'q': _memo[Byte()] = Top(); break;
                case 'r': _memo[Length(Take(4))] = Top(); break;
                case '\x94': _memo[_memo.Count] = Top(); break;
                case 'h': Push(Remembered(Byte())); break;
                case 'j': Push(Remembered(Length(Take(4)))); break;
                case '0': Pop(1); break;
                case 'a': Append(Pop(1)); break;
                case 'e': Append(PopMarked()); break;
                case 's': SetItems(Pop(2)); break;
                case 'u': SetItems(PopMarked()); break;
                case 'c': Push(PickleCalls.Global(path, Line(), Line())); break;
                case '\x93': Push(Pop(2) is [string module, string name] ? PickleCalls.Global(path, module, name) : throw Damaged(start)); break;
                case 'Q': Push(PickleCalls.Storage(Pop(1)[0]) ?? throw Damaged(start)); break;
                case 'R': Push(Pop(2) is [PickleGlobal function, object?[] arguments] ? PickleCalls.Call(function, arguments) ?? throw Damaged(start) : throw Damaged(start)); break;
                // What is set on a dictionary besides its items, such as the version of a state dict.
                case 'b': Pop(1); _ = Top() as PickleDictionary ?? throw Wrong(start, "sets the attributes of an object, and only tensors and plain values are read"); break;
                default: throw Wrong(start, $"has the instruction 0x{(int)code:X2}, which makes none of tensors and plain values");
            }
        }
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Top() => _stack.Count > 0 && _stack[^1] != Mark ? _stack[^1] : throw Damaged(_at);

    private object?[] Pop(int count)
    {
        if (_stack.Count < count)
            throw Damaged(_at);
        object?[] values = [.. _stack.TakeLast(count)];
        _stack.RemoveRange(_stack.Count - count, count);
        return values.Contains(Mark) ? throw Damaged(_at) : values;
    }

    private object?[] PopMarked()
    {
        var mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
            throw Damaged(_at);
        object?[] values = [.. _stack.Skip(mark + 1)];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    private void Append(object?[] values) => (Top() as List<object?> ?? throw Damaged(_at)).AddRange(values);

    private void SetItems(object?[] values)
    {
        var dictionary = Top() as PickleDictionary ?? throw Damaged(_at);
        if (values.Length % 2 != 0)
            throw Damaged(_at);
        for (var i = 0; i < values.Length; i += 2)
            dictionary.Items.Add(KeyValuePair.Create(values[i], values[i + 1]));
    }

    private object? Remembered(long key) => _memo.TryGetValue(key, out var value) ? value : throw Damaged(_at);

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > program.Length - _at)
            throw Damaged(_at);
        var bytes = program.AsSpan(_at, (int)count);
        _at += (int)count;
        return bytes;
    }

    private static long Length(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static long Long(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);

    // Two's complement of as many bytes as it takes, the lowest first.
    private long Long(int length)
    {
        if (length > sizeof(long))
            throw Wrong(_at, "has a whole number of more than 64 bits");
        var bytes = Take(length);
        Span<byte> wide = stackalloc byte[sizeof(long)];
        wide.Fill(bytes is [.., >= 0x80] ? (byte)0xFF : (byte)0);
        bytes.CopyTo(wide);
        return Long(wide);
    }

    private string Text(long length) => Encoding.UTF8.GetString(Take(length));

    private string Line()
    {
        var end = program.AsSpan(_at).IndexOf((byte)'\n');
        if (end < 0)
            throw Damaged(_at);
        var line = Text(end);
        _at++;
        return line;
    }

    private DataFileException Damaged(int at) => Wrong(at, "makes no sense there: it is damaged, or cut off");

    private DataFileException Wrong(int at, string problem) => new(path, string.Create(CultureInfo.InvariantCulture, $"the pickle in it, data.pkl, at byte {at:N0}, {problem}. Save the state dict of the model alone, torch.save(model.state_dict(), path), or as .safetensors."));
}
