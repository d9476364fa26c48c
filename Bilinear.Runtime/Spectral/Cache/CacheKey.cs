using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Bilinear.Linalg;

namespace Bilinear.Spectral.Cache;

/// <summary>The key of an entry: a hash of everything that the entry was computed from, lengths and shapes included.</summary>
internal static class CacheKey
{
    /// <summary>The number of hexadecimal digits of a key.</summary>
    public const int Length = 2 * SHA256.HashSizeInBytes;

    public static string Of(string solver, string request, IEnumerable<Matrix> inputs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, solver);
        Append(hash, request);
        foreach (var input in inputs)
        {
            hash.AppendData(MemoryMarshal.AsBytes([input.Rows, input.Columns]));
            for (var row = 0; row < input.Rows; row++)
                hash.AppendData(MemoryMarshal.AsBytes(input.Row(row)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
