using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Bilinear.Cli.Tests;

/// <summary>Writes <c>.safetensors</c> files of any element type, as Python would; the runtime writes floats alone.</summary>
/// <param name="metadata">Of the file; none if left out.</param>
internal sealed class RawTensors(IReadOnlyDictionary<string, string>? metadata = null)
{
    private readonly SortedDictionary<string, (string Type, int[] Shape, byte[] Bytes)> _tensors = new(StringComparer.Ordinal);

    /// <param name="type">As the format calls it: <c>F32</c>, <c>I64</c>.</param>
    public RawTensors Add<T>(string name, string type, int[] shape, T[] elements) where T : unmanaged
    {
        _tensors.Add(name, (type, shape, MemoryMarshal.AsBytes(elements.AsSpan()).ToArray()));
        return this;
    }

    public string Write(string path)
    {
        var offset = 0;
        var entries = _tensors.ToDictionary(
            tensor => tensor.Key,
            object (tensor) => new { dtype = tensor.Value.Type, shape = tensor.Value.Shape, data_offsets = new[] { offset, offset += tensor.Value.Bytes.Length } });
        if (metadata is not null)
            entries.Add("__metadata__", metadata);
        var header = JsonSerializer.SerializeToUtf8Bytes(entries);
        byte[] padded = [.. header, .. Encoding.ASCII.GetBytes(new string(' ', (8 - header.Length % 8) % 8))];
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((ulong)padded.Length), .. padded, .. _tensors.Values.SelectMany(tensor => tensor.Bytes)]);
        return path;
    }
}
