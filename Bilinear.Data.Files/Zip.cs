using System.IO.Compression;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Data.Files;

/// <summary>A zip archive that somebody else wrote: no size in it is trusted, and memory grows with what is really there.</summary>
internal sealed class Zip : IDisposable
{
    private const int FirstPiece = 1 << 20;

    private readonly string _path;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    /// <exception cref="DataFileException">It is damaged, or cut off.</exception>
    public Zip(string path)
    {
        _path = path;
        if (FilePlace.KindOf(path) == FileKind.Stream)
            throw new DataFileException(path, "it is a pipe or a device, and tensors are read from their places in a file: write it to a file first.");
        _archive = Try(() => ZipFile.OpenRead(path));
        try
        {
            foreach (var entry in Try(() => _archive.Entries))
            {
                if (!_entries.TryAdd(entry.FullName, entry))
                    throw new DataFileException(path, $"{ForeignText.Quote(entry.FullName)} is in it twice.");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The names of its entries.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    public long LengthOf(string name) => _entries[name].Length;

    /// <summary>The first bytes of an entry, as many as there are up to a number.</summary>
    public byte[] ReadStart(string name, int most) => Try(() =>
    {
        using var stream = _entries[name].Open();
        var bytes = new byte[Math.Min(most, Math.Max(0, _entries[name].Length))];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    });

    /// <summary>An entry whole, as its checksum says that it was written.</summary>
    public byte[] Read(string name) => Try(() =>
    {
        var length = _entries[name].Length;
        if (length > Array.MaxLength)
            throw new DataFileException(_path, $"{ForeignText.Quote(name)} has {length:N0} bytes, more than an array can hold.");
        using var stream = _entries[name].Open();
        var bytes = ReadWhole(_path, stream, length, ForeignText.Quote(name));
        return Crc32.Of(bytes) == _entries[name].Crc32 ? bytes
            : throw new DataFileException(_path, $"{ForeignText.Quote(name)} does not have the checksum that the archive says: it is damaged, so copy or save the file anew.");
    });

    public void Dispose() => _archive.Dispose();

    /// <summary>Reads as many bytes as are promised; an array grows with what comes.</summary>
    public static byte[] ReadWhole(string path, Stream stream, long length, string what)
    {
        var bytes = new byte[Math.Min(length, FirstPiece)];
        var read = 0;
        while ((read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false)) == bytes.Length && read < length)
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        return read == length ? bytes : throw new DataFileException(path, $"{what} should have {length:N0} bytes, and ends after {read:N0}: it is cut off.");
    }

    private T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException or OverflowException)
        {
            throw new DataFileException(_path, $"the archive is damaged, or cut off. {exception.Message}", exception);
        }
    }
}
