using System.Security.Cryptography;
using Bilinear.Data.Text.Json;
using Bilinear.Serialization.Files;

namespace Bilinear.Data.Text.Formats;

/// <summary>Finds the file of a tokenizer, and reads it as what it holds.</summary>
internal static class TokenizerFile
{
    private const string Json = "tokenizer.json", Binary = "tokenizer.bin", Config = "tokenizer_config.json";

    /// <summary>What SentencePiece's <c>tokenizer.model</c> begins with.</summary>
    private const byte Protobuf = 0x0A;

    /// <param name="path">A file, or a folder with <c>tokenizer.json</c> or <c>tokenizer.bin</c>.</param>
    /// <exception cref="TextFileException">It is no tokenizer, or one that is not supported.</exception>
    /// <exception cref="IOException">It does not exist, or cannot be read.</exception>
    public static (TokenizerParts Parts, string Checksum) Read(string path)
    {
        var file = Find(path);
        var bytes = File.ReadAllBytes(file);
        return (Read(file, bytes), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>The file that is read; the path itself where it is no folder.</summary>
    public static string Find(string path)
    {
        switch (FilePlace.KindOf(path))
        {
            case FileKind.Folder:
                return InFolder(path)
                    ?? throw new TextFileException(path, $"the folder has neither {Json} nor {Binary}: name the file, if it is called otherwise.");
            case FileKind.Stream:
                throw new TextFileException(path, "it is a pipe or a device, and a tokenizer is read from a file: write it to one first.");
            default:
                return path;
        }
    }

    /// <summary>All that is read of a tokenizer: its file, and the configuration beside it.</summary>
    public static IEnumerable<string> FilesOf(string path) => Find(path) is var file && ConfigOf(file) is { } config ? [file, config] : [file];

    /// <summary>The tokenizer in a folder; null where there is none.</summary>
    public static string? InFolder(string folder) => new[] { Json, Binary }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static TokenizerParts Read(string path, byte[] bytes)
    {
        var start = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        var text = bytes.AsMemory(start);
        if (!text.Span.TrimStart(" \t\r\n"u8).StartsWith((byte)'{'))
        {
            return bytes is [Protobuf, ..] && !bytes.AsSpan(1).StartsWith("\0\0\0"u8)
                ? throw new TextFileException(path, $"it looks like SentencePiece's tokenizer.model, which is not read: use the {Json} beside it, or llama2.c's {Binary}.")
                : LlamaBinary.Read(path, bytes);
        }
        return ConfigOf(path) is { } config
            ? JsonPart.Read(config, File.ReadAllBytes(config), part => JsonPart.Read(path, text, root => TokenizerJson.Read(root, part)))
            : JsonPart.Read(path, text, root => TokenizerJson.Read(root, null));
    }

    // The files of other models beside it (`stories-4096.json`) are no tokenizer.json, and the configuration is not theirs.
    private static string? ConfigOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".", Config) is var config && Path.GetFileName(path) == Json && File.Exists(config) ? config : null;
}
