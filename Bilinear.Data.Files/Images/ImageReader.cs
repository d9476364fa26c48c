using System.Buffers.Binary;
using Bilinear.Serialization.Files;
using StbImageSharp;

namespace Bilinear.Data.Files.Images;

/// <summary>Reads pictures as grey pixels, all of the size of the first.</summary>
internal sealed class ImageReader
{
    /// <summary>A larger picture is no input of a model, and a file of a few bytes can claim to be one.</summary>
    private const int LongestSide = 4096;

    private const int HeaderLength = 24;

    private (int Width, int Height, string File)? _first;

    /// <summary>Height and width.</summary>
    public IReadOnlyList<int> ShapeOf(string file)
    {
        var (width, height) = SizeOf(file);
        return [height, width];
    }

    /// <summary>The pixels of some pictures, one after the other, row by row.</summary>
    /// <exception cref="DataFileException">A picture is damaged, or has another size than the first.</exception>
    public byte[] Read(IReadOnlyList<string> files)
    {
        var (width, height) = SizeOf(files[0]);
        _first ??= (width, height, files[0]);
        var size = (long)_first.Value.Width * _first.Value.Height;
        if (size * files.Count > Array.MaxLength)
            throw new DataFileException(files[0], $"{files.Count:N0} pictures of {size:N0} pixels are more than an array can hold: write them as .safetensors, which are read where they lie.");
        var pixels = new byte[size * files.Count];
        for (var index = 0; index < files.Count; index++)
            Read(files[index], pixels.AsSpan((int)(index * size), (int)size));
        return pixels;
    }

    private void Read(string file, Span<byte> pixels)
    {
        var (width, height) = SizeOf(file);
        var (firstWidth, firstHeight, first) = _first!.Value;
        if ((width, height) != (firstWidth, firstHeight))
            throw new DataFileException(file, $"it is {width}×{height} pixels, and {first} is {firstWidth}×{firstHeight}: all pictures must have one size, that of the model's input, so scale it or cut it.");
        var picture = Decode(file);
        for (var (to, from) = (0, 0); to < pixels.Length; to++, from += 4)
        {
            var rgba = picture.AsSpan(from, 4);
            pixels[to] = (byte)((((299 * rgba[0]) + (587 * rgba[1]) + (114 * rgba[2])) * rgba[3] + 127_500) / 255_000);
        }
    }

    private static byte[] Decode(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            return PngChunks.FindDamaged(bytes) is { } chunk ? throw new InvalidDataException($"The checksum of its {chunk} is wrong: copy or save it anew.")
                : ImageResult.FromMemory(bytes, ColorComponents.RedGreenBlueAlpha).Data;
        }
        // The decoder's own way to say that a picture is wrong is an exception of any kind.
        catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException or OutOfMemoryException))
        {
            throw new DataFileException(file, "the picture is damaged, or cut off: save it again.", exception);
        }
    }

    // From the header, before anything of the size that it claims is made.
    private static (int Width, int Height) SizeOf(string file)
    {
        if (FilePlace.KindOf(file) == FileKind.Stream)
            throw new DataFileException(file, "it is a pipe or a device, and no picture: take it out of the folder.");
        Span<byte> header = stackalloc byte[HeaderLength];
        using var stream = File.OpenRead(file);
        var read = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (read < HeaderLength || !header.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
            throw new DataFileException(file, "it is no PNG picture, or is cut off: save it as PNG.");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header[16..]), BinaryPrimitives.ReadUInt32BigEndian(header[20..]));
        return width is > 0 and <= LongestSide && height is > 0 and <= LongestSide ? ((int)width, (int)height)
            : throw new DataFileException(file, $"it says that it is {width}×{height} pixels, and pictures up to {LongestSide}×{LongestSide} are read: scale it to the model's input.");
    }
}
