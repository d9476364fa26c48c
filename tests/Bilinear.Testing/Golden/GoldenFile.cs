using System.Buffers.Binary;
using System.Text.Json;

namespace Bilinear.Testing.Golden;

/// <summary>What PyTorch computed for one small model; tests/golden/README.md lists the tensors.</summary>
public sealed class GoldenFile
{
    private readonly JsonElement _header;
    private readonly byte[] _data;

    private GoldenFile(JsonElement header, byte[] data)
    {
        _header = header;
        _data = data;
    }

    /// <summary>The names that <see cref="Open"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["single", "single_bias", "deep_residual", "deep_norm", "mlp_down", "glu_relu", "glu_silu", "glu_gelu"];

    /// <summary>Those of sequences, with another case.</summary>
    public static IReadOnlyList<string> SequenceNames { get; } =
        ["seq_attention", "seq_causal_rope", "seq_grouped", "seq_stories", "seq_llama", "seq_bilinear_attention", "seq_bias"];

    /// <summary>What the file's network is; those of sequences say it in another way.</summary>
    public GoldenCase Case => JsonSerializer.Deserialize<GoldenCase>(_header.GetProperty("__metadata__").GetProperty("case").GetString()!)!;

    public IEnumerable<string> Tensors => _header.EnumerateObject().Select(entry => entry.Name).Where(name => name != "__metadata__");

    public static GoldenFile Open(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Golden, name + ".safetensors"));
        var start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return new GoldenFile(JsonDocument.Parse(bytes.AsMemory(8..start)).RootElement, bytes[start..]);
    }

    /// <summary>The tensor row by row; 64-bit integers (labels) as floats.</summary>
    public float[] this[string tensor]
    {
        get
        {
            var entry = _header.GetProperty(tensor);
            var offsets = entry.GetProperty("data_offsets");
            var bytes = _data.AsSpan(offsets[0].GetInt32()..offsets[1].GetInt32());
            var width = entry.GetProperty("dtype").GetString() == "I64" ? 8 : 4;
            var values = new float[bytes.Length / width];
            for (var i = 0; i < values.Length; i++)
            {
                var element = bytes[(i * width)..];
                values[i] = width == 8 ? BinaryPrimitives.ReadInt64LittleEndian(element) : BinaryPrimitives.ReadSingleLittleEndian(element);
            }

            return values;
        }
    }

    /// <summary>The tensors whose names begin with <paramref name="prefix"/> and a dot, by the rest of the name.</summary>
    public IReadOnlyDictionary<string, float[]> WithPrefix(string prefix) =>
        Tensors.Where(name => name.StartsWith(prefix + ".", StringComparison.Ordinal)).ToDictionary(name => name[(prefix.Length + 1)..], name => this[name]);
}
