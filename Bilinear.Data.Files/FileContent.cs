using System.Buffers.Binary;
using Bilinear.Serialization.Files;

namespace Bilinear.Data.Files;

/// <summary>Says what a file holds, by how it begins and not by its name.</summary>
internal enum FileContent
{
    /// <summary>None of the others, which may be a table.</summary>
    Text,

    /// <summary>A zip archive, as NumPy's .npz and PyTorch's .pt are.</summary>
    Zip,

    /// <summary>One array of NumPy's.</summary>
    Npy,

    SafeTensors,

    /// <summary>A picture: PNG, JPEG or GIF.</summary>
    Picture,
}

internal static class FileContents
{
    private const int LengthBytes = 8;

    /// <summary>A pipe or a device is taken for text, whose reader refuses it: nothing of it must be lost here.</summary>
    public static FileContent Of(string path)
    {
        if (FilePlace.KindOf(path) != FileKind.Regular)
            return FileContent.Text;
        Span<byte> start = stackalloc byte[LengthBytes + 1];
        using var file = File.OpenRead(path);
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8) ? FileContent.Zip
            : IsPicture(start) ? FileContent.Picture
            : IsNpy(start) ? FileContent.Npy
            : start.Length > LengthBytes && start[LengthBytes] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(start) <= (ulong)file.Length ? FileContent.SafeTensors
            : FileContent.Text;
    }

    private static bool IsPicture(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || start.StartsWith("GIF8"u8);

    private static bool IsNpy(ReadOnlySpan<byte> start) => start is [0x93, .. var rest] && rest.StartsWith("NUMPY"u8);
}
