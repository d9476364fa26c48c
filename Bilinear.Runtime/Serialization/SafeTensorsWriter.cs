using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bilinear.Serialization.Files;
using Bilinear.Tensors;
using Bilinear.Text;

namespace Bilinear.Serialization;

/// <summary>Writes <c>.safetensors</c> files of F32 tensors, one after the other in the order given. Only finite numbers are written.</summary>
public static class SafeTensorsWriter
{
    /// <summary>Data begin at a multiple of this, so that a reader can map them.</summary>
    private const int Alignment = 8;

    private const string MetadataKey = "__metadata__";

    /// <summary>Writes the file, or leaves what was there as it was.</summary>
    /// <exception cref="ArgumentException">A name or a shape is none that the format has, two tensors have one name, or one has not as many values as its shape says.</exception>
    /// <exception cref="NotFiniteException">A value is a NaN or infinite.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<NamedTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(tensors);
        if (Path.EndsInDirectorySeparator(path))
            throw new IOException($"{path} could not be written. It names a folder: add the name of a file.");
        AtomicFile.Write(path, Prepare(path, metadata, tensors));
    }

    /// <summary>What writes the file's bytes, once what is to be written has been checked.</summary>
    /// <param name="path">Where they will be written, for messages.</param>
    /// <exception cref="ArgumentException">A name or a shape is none that the format has, two tensors have one name, or one has not as many values as its shape says.</exception>
    /// <exception cref="NotFiniteException">A value is a NaN or infinite.</exception>
    internal static Action<Stream> Prepare(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<NamedTensor> tensors)
    {
        var header = Header(metadata, tensors);
        foreach (var tensor in tensors)
        {
            if (Finite.Find(tensor.Values.Span, tensor.Shape) is { } wrong)
                throw new NotFiniteException($"{path} is not written: '{tensor.Name}' would be {wrong}. What it is computed from is no finite number, or too large for float arithmetic.");
        }

        return stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var tensor in tensors)
                WriteValues(stream, tensor.Values.Span);
        };
    }

    private static byte[] Header(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<NamedTensor> tensors)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            var names = new HashSet<string>(StringComparer.Ordinal);
            var offset = 0L;
            foreach (var tensor in tensors)
            {
                if (tensor is not { Name: not null, Shape: not null })
                    throw new ArgumentException("A tensor is null, or its name or shape is.", nameof(tensors));
                if (tensor.Name == MetadataKey)
                    throw new ArgumentException($"A tensor cannot be called {MetadataKey}: in the file that is the entry of the metadata.", nameof(tensors));
                if (!names.Add(tensor.Name))
                    throw new ArgumentException($"Two tensors are called {ForeignText.Quote(tensor.Name)}.", nameof(tensors));
                if (tensor.Shape.Any(size => size < 0))
                    throw new ArgumentException($"{ForeignText.Quote(tensor.Name)} cannot have the shape {ForeignText.Shape(tensor.Shape)}: every size must be at least 0.", nameof(tensors));
                // Larger than any array is larger than the values, whatever the exact number.
                var count = tensor.Shape.Contains(0) ? 0 : tensor.Shape.Aggregate(1L, (product, size) => product > int.MaxValue ? product : product * size);
                if (count != tensor.Values.Length)
                    throw new ArgumentException($"{ForeignText.Quote(tensor.Name)} has the shape {ForeignText.Shape(tensor.Shape)}, which is {(count > int.MaxValue ? "more" : $"{count}")} values, and {tensor.Values.Length} were given.", nameof(tensors));
                WriteEntry(json, tensor, offset, offset += count * sizeof(float));
            }
            json.WriteEndObject();
        }
        while (buffer.Length % Alignment != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
            return;
        json.WriteStartObject(MetadataKey);
        foreach (var (key, value) in metadata)
            json.WriteString(key, value ?? throw new ArgumentException($"The metadata {ForeignText.Quote(key)} are null.", nameof(metadata)));
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, NamedTensor tensor, long begin, long end)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", nameof(ElementType.F32));
        json.WriteStartArray("shape");
        foreach (var size in tensor.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // In pieces: a span of bytes ends at 2³¹.
    private static void WriteValues(Stream stream, ReadOnlySpan<float> values)
    {
        const int piece = 1 << 20;
        for (; values.Length > piece; values = values[piece..])
            stream.Write(MemoryMarshal.AsBytes(values[..piece]));
        stream.Write(MemoryMarshal.AsBytes(values));
    }
}
