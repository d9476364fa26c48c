using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Bilinear.Serialization.Files;

namespace Bilinear.Spectral.Cache;

/// <summary>
/// A file of arrays of doubles: the SHA-256 of the entry's key and what follows, the number of arrays, the length of each, then
/// their elements. In double, because a result from the cache is the same to the last bit as one that was computed.
/// </summary>
internal static class CacheEntry
{
    private const string Extension = ".entry";

    public static string NameOf(string key) => key + Extension;

    /// <summary>Whether a file of this name is an entry; other files in the folder belong to others.</summary>
    public static bool IsName(string name) => name.Length == CacheKey.Length + Extension.Length
        && name.EndsWith(Extension, StringComparison.Ordinal) && name.AsSpan(0, CacheKey.Length).IndexOfAnyExcept("0123456789abcdef") < 0;

    public static long SizeOf(double[][] arrays) =>
        SHA256.HashSizeInBytes + sizeof(long) + arrays.Sum(array => sizeof(long) + ((long)array.Length * sizeof(double)));

    /// <summary>Reads an entry; null where there is none, or where the file is not what was written for this key.</summary>
    public static double[][]? TryRead(string path, string key)
    {
        if (FilePlace.KindOf(path) != FileKind.Regular)
            return null;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var sum = Read<byte>(file, SHA256.HashSizeInBytes, file.Length);
            var count = Read<long>(file, 1, file.Length)[0];
            var lengths = Read<long>(file, count, file.Length);
            double[][] arrays = [.. lengths.Select(length => Read<double>(file, length, file.Length))];
            return file.Position == file.Length && sum.AsSpan().SequenceEqual(Sum(key, lengths, arrays)) ? arrays : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The entry cannot be written.</exception>
    public static void Write(string path, string key, double[][] arrays) => AtomicFile.Write(path, file =>
    {
        long[] lengths = [.. arrays.Select(array => array.LongLength)];
        file.Write(Sum(key, lengths, arrays));
        file.Write(MemoryMarshal.AsBytes([lengths.LongLength]));
        file.Write(MemoryMarshal.AsBytes(lengths.AsSpan()));
        foreach (var array in arrays)
            file.Write(MemoryMarshal.AsBytes(array.AsSpan()));
    });

    private static T[] Read<T>(FileStream file, long count, long fileLength) where T : unmanaged
    {
        // A length that lies must not ask for more memory than the file could fill.
        if (count < 0 || count > (fileLength - file.Position) / Marshal.SizeOf<T>())
            throw new EndOfStreamException();
        var values = new T[count];
        file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static byte[] Sum(string key, long[] lengths, double[][] arrays)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(key));
        hash.AppendData(MemoryMarshal.AsBytes([lengths.LongLength]));
        hash.AppendData(MemoryMarshal.AsBytes(lengths.AsSpan()));
        foreach (var array in arrays)
            hash.AppendData(MemoryMarshal.AsBytes(array.AsSpan()));
        return hash.GetHashAndReset();
    }
}
