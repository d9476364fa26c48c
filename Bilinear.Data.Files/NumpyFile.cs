using System.Collections.Frozen;
using Bilinear.Data.Files.Numpy;
using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Data.Files;

/// <summary>
/// NumPy's <c>.npz</c>, a zip of arrays by name, or <c>.npy</c>, one array, which is called <c>input</c>. Floats, whole numbers and truth
/// values are read, in either order and either endianness; arrays of Python objects are refused.
/// </summary>
public sealed class NumpyFile : TensorFile
{
    /// <summary>What the one array of a <c>.npy</c> file is called.</summary>
    public const string OnlyArray = "input";

    private const string Ending = ".npy";

    private readonly Zip? _zip;
    private readonly Dictionary<string, (NpyHeader Header, string Entry)> _arrays = new(StringComparer.Ordinal);
    private (string Name, byte[] Bytes)? _last;
    private bool _isDisposed;

    private NumpyFile(string path, Zip? zip)
        : base(path)
    {
        _zip = zip;
        if (zip is null)
        {
            using var file = File.OpenRead(path);
            var start = new byte[Math.Min(NpyHeader.Longest, file.Length)];
            file.ReadExactly(start);
            Add(OnlyArray, "", "it", start, file.Length);
        }
        else
        {
            foreach (var entry in zip.Names.Where(name => name.EndsWith(Ending, StringComparison.Ordinal)))
                Add(entry[..^Ending.Length], entry, ForeignText.Quote(entry), zip.ReadStart(entry, NpyHeader.Longest), zip.LengthOf(entry));
            if (_arrays.Count == 0)
                throw new DataFileException(path, $"there is no array in the archive, only {ForeignText.List([.. zip.Names])}: np.savez(path, input=x, target=y) writes arrays.");
        }
        Tensors = _arrays.ToFrozenDictionary(array => array.Key, array => Entry(array.Key, array.Value.Header), StringComparer.Ordinal);
    }

    /// <summary>Always empty.</summary>
    public override IReadOnlyDictionary<string, string> Metadata => FrozenDictionary<string, string>.Empty;

    public override IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    protected override bool IsDisposed => _isDisposed;

    /// <summary>Opens a <c>.npz</c> or a <c>.npy</c> file, which is told by how it begins, and checks the header of every array.</summary>
    /// <exception cref="DataFileException">The file is damaged, or holds what is not read.</exception>
    /// <exception cref="IOException">The file does not exist, or cannot be read.</exception>
    public static NumpyFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        switch (FileContents.Of(path))
        {
            case FileContent.Npy: return new NumpyFile(path, null);
            case FileContent.Zip: break;
            default: throw new DataFileException(path, "it is none of NumPy's files: neither an array (.npy) nor an archive of them (.npz).");
        }
        var zip = new Zip(path);
        try
        {
            return new NumpyFile(path, zip);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public override void Dispose()
    {
        _isDisposed = true;
        _zip?.Dispose();
    }

    protected override void Fill(TensorEntry tensor, long offset, Span<byte> destination)
    {
        if (_last?.Name != tensor.Name)
            _last = (tensor.Name, Read(tensor.Name));
        _last!.Value.Bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    protected override IOException Refuse(string problem) => new DataFileException(Path, problem);

    private void Add(string name, string entry, string what, byte[] start, long length)
    {
        var header = NpyHeader.Parse(Path, what, start);
        var expected = header.Count * header.Size;
        if (length - header.Length != expected)
            throw new DataFileException(Path, $"{what} says that it is {ForeignText.Shape(header.Shape)}, {expected:N0} bytes, and has {length - header.Length:N0}: it is cut off, or damaged.");
        _arrays.Add(name, (header, entry));
    }

    private byte[] Read(string name)
    {
        var (header, entry) = _arrays[name];
        byte[] bytes;
        if (_zip is null)
        {
            using var file = File.OpenRead(Path);
            file.Position = header.Length;
            bytes = Zip.ReadWhole(Path, file, header.Count * header.Size, "it");
        }
        else
        {
            bytes = _zip.Read(entry)[header.Length..];
        }
        try
        {
            return NpyElements.Ordered(header, bytes);
        }
        catch (OverflowException exception)
        {
            throw new DataFileException(Path, $"{ForeignText.Quote(name)} holds a number above {long.MaxValue}: convert it, as in x.astype('int64').", exception);
        }
    }

    private static TensorEntry Entry(string name, NpyHeader header) => new(name, $"{header.Type}", header.Shape, 0, checked(header.Count * header.Type.Bits() / 8));
}
