using System.Runtime.InteropServices;
using System.Text.Json;

namespace Bilinear.Cli.Tests.Documentation;

/// <summary>A small <c>.safetensors</c> file, written apart from the code under test: labels 0, 1, 2, … as int64, all else small floats.</summary>
internal static class Tensors
{
    public static void Write(string path, params (string Name, int[] Shape)[] tensors)
    {
        var header = new Dictionary<string, object>();
        using var bytes = new MemoryStream();
        foreach (var (name, shape) in tensors)
        {
            var begin = bytes.Length;
            var count = shape.Aggregate(1, (product, size) => product * size);
            var isLabels = name == "target";
            if (isLabels)
                bytes.Write(MemoryMarshal.AsBytes(Enumerable.Range(0, count).Select(index => (long)index).ToArray().AsSpan()));
            else
                bytes.Write(MemoryMarshal.AsBytes(Enumerable.Range(0, count).Select(index => MathF.Sin(index) / 8).ToArray().AsSpan()));
            header[name] = new { dtype = isLabels ? "I64" : "F32", shape, data_offsets = new[] { begin, bytes.Length } };
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((long)json.Length));
        file.Write(json);
        file.Write(bytes.ToArray());
    }
}
