using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Bilinear.Serialization.Files;

namespace Bilinear.Data;

/// <summary>
/// Holds an array of bytes from an IDX file, the format of MNIST: two zero bytes, the element type, the number of dimensions,
/// each size as 32 bits with the highest byte first, then the elements.
/// </summary>
public sealed class IdxArray
{
    private const byte UnsignedByte = 0x08;

    // A compressed file that has lost its last bytes, which are its checksum and length, still gives all elements. The bytes of an
    // empty member behind it then stand where the checksum should be, and the reader finds that it is wrong.
    private static readonly byte[] EmptyMember = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly byte[] _header;

    private IdxArray(byte[] header, int[] shape, byte[] elements) => (_header, Shape, Elements) = (header, shape, elements);

    public IReadOnlyList<int> Shape { get; }

    /// <summary>The elements, row by row.</summary>
    public byte[] Elements { get; }

    /// <summary>Computes the SHA-256 of the uncompressed file, in hexadecimal.</summary>
    public string ComputeChecksum()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_header);
        hash.AppendData(Elements);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads a file, which may be compressed by gzip.</summary>
    /// <exception cref="IdxException">The file is not an IDX file of bytes, is cut off, or is too long.</exception>
    /// <exception cref="IOException">The file does not exist, or cannot be read.</exception>
    public static IdxArray Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        switch (FilePlace.KindOf(path))
        {
            case FileKind.Folder: throw new IdxException(path, "it is a folder, and no IDX file.");
            case FileKind.Stream: throw new IdxException(path, "it is a pipe or a device, and its beginning is read twice: write it to a file first.");
        }
        using var file = File.OpenRead(path);
        var compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        if (!compressed)
            return Read(path, file);
        try
        {
            using var whole = new WithGzipMember(file, EmptyMember);
            using var contents = new GZipStream(whole, CompressionMode.Decompress);
            return Read(path, contents, whole);
        }
        catch (InvalidDataException exception)
        {
            throw new IdxException(path, $"its compression is damaged, or it is cut off. {exception.Message}", exception);
        }
    }

    /// <param name="compressed">The compressed file that the stream reads; null for a file that is not compressed.</param>
    private static IdxArray Read(string path, Stream stream, WithGzipMember? compressed = null)
    {
        var magic = new byte[4];
        var read = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (read == 0)
            throw new IdxException(path, "it is empty.");
        if (read < magic.Length || magic[0] != 0 || magic[1] != 0 || magic[3] == 0)
            throw new IdxException(path, $"it begins with {Convert.ToHexString(magic, 0, read)}, and an IDX file with two zero bytes, a type and a number of dimensions: this is another kind of file.");
        if (magic[2] != UnsignedByte)
            throw new IdxException(path, $"its elements are of type 0x{magic[2]:X2}; only unsigned bytes, 0x08, can be read.");

        var sizes = new byte[magic[3] * sizeof(int)];
        if (stream.ReadAtLeast(sizes, sizes.Length, throwOnEndOfStream: false) < sizes.Length)
            throw new IdxException(path, $"it is cut off inside its header, which should have {magic[3]} sizes.");
        var shape = new uint[magic[3]];
        for (var axis = 0; axis < shape.Length; axis++)
            shape[axis] = BinaryPrimitives.ReadUInt32BigEndian(sizes.AsSpan(axis * sizeof(int)));
        var elements = ReadElements(path, stream, shape, compressed);
        return new IdxArray([.. magic, .. sizes], [.. shape.Select(size => checked((int)size))], elements);
    }

    // The array grows with what the file really holds, so that a header that lies costs no memory.
    private static byte[] ReadElements(string path, Stream stream, uint[] shape, WithGzipMember? compressed)
    {
        var promise = $"its header says {string.Join(" × ", shape)} elements";
        var expected = 1L;
        foreach (var size in shape)
        {
            if (size > Array.MaxLength || (expected *= size) > Array.MaxLength)
                throw new IdxException(path, $"{promise}, more than can be held.");
        }
        var elements = new byte[Math.Min(expected, 1 << 20)];
        var read = 0;
        while ((read += stream.ReadAtLeast(elements.AsSpan(read), elements.Length - read, throwOnEndOfStream: false)) == elements.Length && read < expected)
            Array.Resize(ref elements, (int)Math.Min(expected, 2L * elements.Length));
        if (read < expected)
            throw new IdxException(path, $"{promise}, and it ends after {read}: it is cut off.");
        compressed?.AddMember();
        if (stream.ReadByte() >= 0)
            throw new IdxException(path, $"{promise}, and it goes on after them{(compressed is null ? "" : ", or it is cut off")}.");
        return elements;
    }
}
