using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Bilinear.Benchmarks.Peer.Language;

/// <summary>Files of floats: eight bytes for the length of a JSON header, the header, the data.</summary>
internal static class SafeTensors
{
    private const string Metadata = "__metadata__";

    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, length));
        var (tensors, metadata) = (new Dictionary<string, Tensor>(), new Dictionary<string, string>());
        foreach (var entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == Metadata)
            {
                foreach (var item in entry.Value.EnumerateObject()) metadata[item.Name] = item.Value.GetString()!;
                continue;
            }
            if (entry.Value.GetProperty("dtype").GetString() != "F32") throw new InvalidDataException($"{path}: {entry.Name} is of another type than F32.");
            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
            var (begin, end) = (entry.Value.GetProperty("data_offsets")[0].GetInt32(), entry.Value.GetProperty("data_offsets")[1].GetInt32());
            tensors[entry.Name] = tensor(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(8 + length + begin, end - begin)).ToArray()).reshape(shape);
        }
        return (tensors, metadata);
    }

    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        var header = new Dictionary<string, object>();
        using var data = new MemoryStream();
        foreach (var (name, value) in tensors)
        {
            var begin = data.Length;
            data.Write(value.detach().contiguous().bytes);
            header[name] = new { dtype = "F32", shape = value.shape, data_offsets = new[] { begin, data.Length } };
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((long)json.Length));
        file.Write(json);
        data.WriteTo(file);
    }
}
