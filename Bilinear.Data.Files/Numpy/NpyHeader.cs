using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Data.Files.Numpy;

/// <summary>
/// The header of NumPy's format of one array: its element type, its order, its shape. Source: numpy.lib.format.
/// </summary>
/// <param name="Kind">f, i, u or b.</param>
/// <param name="Size">Bytes of an element in the file.</param>
/// <param name="Length">Bytes of the header, behind which the elements begin.</param>
internal sealed partial record NpyHeader(char Kind, int Size, bool IsBigEndian, bool IsFortran, IReadOnlyList<long> Shape, int Length)
{
    /// <summary>As long as a header can be, but for arrays of records, which are not read.</summary>
    public const int Longest = 12 + (1 << 16);

    private const int PrefixLength = 10;

    public long Count => Shape.Contains(0) ? 0 : Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>The type that the elements have when they are read: narrow and unsigned whole numbers are widened.</summary>
    public ElementType Type => (Kind, Size) switch
    {
        ('f', 2) => ElementType.F16,
        ('f', 4) => ElementType.F32,
        ('f', _) => ElementType.F64,
        ('u', 1) => ElementType.U8,
        ('i', 4) => ElementType.I32,
        ('b', _) => ElementType.BOOL,
        _ => ElementType.I64,
    };

    /// <param name="path">The path of the file, for messages.</param>
    /// <param name="what">What the file, or the array in it, is called.</param>
    /// <param name="start">The first bytes, as many as a header can have or as there are.</param>
    public static NpyHeader Parse(string path, string what, ReadOnlySpan<byte> start)
    {
        if (start.Length < PrefixLength || start[0] != 0x93 || !start[1..].StartsWith("NUMPY"u8))
            throw new DataFileException(path, $"{what} is none of NumPy's arrays, or is cut off: it does not begin with \\x93NUMPY.");
        var version = start[6];
        if (version is < 1 or > 3)
            throw new DataFileException(path, $"{what} has version {version} of NumPy's format, and versions 1 to 3 are known.");
        var lengthBytes = version == 1 ? sizeof(ushort) : sizeof(uint);
        long length = start.Length < 8 + lengthBytes ? int.MaxValue : version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (8 + lengthBytes + length > start.Length)
            throw new DataFileException(path, $"{what} is cut off inside its header, or has one of {length:N0} bytes, longer than that of any plain array.");
        var text = Encoding.UTF8.GetString(start.Slice(8 + lengthBytes, (int)length)).Trim();
        return Parse(path, what, text, (int)(8 + lengthBytes + length));
    }

    private static NpyHeader Parse(string path, string what, string text, int length)
    {
        var (type, order, shape) = (Descr().Match(text), Order().Match(text), Sizes().Match(text));
        if (text.Contains("'descr': [", StringComparison.Ordinal))
            throw Wrong("is an array of records: save each of its fields as an array of its own");
        if (Descr().Count(text) != 1 || Order().Count(text) != 1 || Sizes().Count(text) != 1 || text is not ['{', .., '}'])
            throw Wrong($"has the header {ForeignText.Quote(text)}, which does not say type, order and shape, each once");
        var (endian, kind, size) = (type.Groups[1].Value, type.Groups[2].Value[0], type.Groups[3].Value);
        if (kind == 'O')
            throw Wrong("is an array of Python objects, which only Python could make again by running what the file says, and nothing is run here: save it as float32 or int64, as in np.savez(path, input=x.astype('float32'))");
        if ((kind, size) is not (('f', "2" or "4" or "8") or ('i' or 'u', "1" or "2" or "4" or "8") or ('b', "1")))
            throw Wrong($"holds {ForeignText.Quote(kind + size)}: floats (f2, f4, f8), whole numbers (i1 … u8) and truth values (b1) can be read, so convert it, as in x.astype('float32')");

        List<long> sizes = [];
        foreach (var part in shape.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            sizes.Add(long.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var one) ? one : throw Wrong($"has the size {ForeignText.Quote(part)}, which is none"));
        var header = new NpyHeader(kind, size[0] - '0', endian == ">", order.Groups[1].Value == "True", sizes, length);
        try
        {
            _ = checked(header.Count * header.Size);
        }
        catch (OverflowException exception)
        {
            throw new DataFileException(path, $"{what} has the shape {ForeignText.Shape(sizes)}, more than any file can hold.", exception);
        }
        return header;

        DataFileException Wrong(string problem) => new(path, $"{what} {problem}.");
    }

    [GeneratedRegex(@"'descr':\s*'([<>|=]?)([a-zA-Z])(\d*)(?:\[\w*\])?'")]
    private static partial Regex Descr();

    [GeneratedRegex(@"'fortran_order':\s*(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape':\s*\(([^)]*)\)")]
    private static partial Regex Sizes();
}
