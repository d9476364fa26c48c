using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bilinear.Serialization.Files;
using Bilinear.Tensors;
using Bilinear.Text;

namespace Bilinear.Serialization;

/// <summary>Writes <c>.safetensors</c> files, one tensor after the other in the order given. Of floats only finite ones are written.</summary>
public static class SafeTensorsWriter
{
    /// <summary>The data begin at a multiple of this number of bytes, so that a reader can map them.</summary>
    private const int Alignment = 8;

    /// <summary>Writes the file; if that fails, a file that was there stays as it was.</summary>
    /// <exception cref="ArgumentException">The format does not allow a name or a shape, two tensors have one name, or the number of a tensor's values does not fit its shape.</exception>
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

    /// <summary>Checks what is to be written, and gives what writes the file's bytes.</summary>
    /// <param name="path">The path of the file, for messages.</param>
    /// <exception cref="ArgumentException">The format does not allow a name or a shape, two tensors have one name, or the number of a tensor's values does not fit its shape.</exception>
    /// <exception cref="NotFiniteException">A value is a NaN or infinite.</exception>
    internal static Action<Stream> Prepare(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<NamedTensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            if (tensor is not { Name: not null, Shape: not null })
                throw new ArgumentException("A tensor is null, or its name or shape is.", nameof(tensors));
        }
        var write = Prepare(metadata, [.. tensors.Select(TensorContent.Of)]);
        foreach (var tensor in tensors)
        {
            if (Finite.Find(tensor.Values.Span, tensor.Shape) is { } wrong)
                throw new NotFiniteException($"{path} is not written: '{tensor.Name}' would be {wrong}. The numbers that it is computed from are not finite, or too large for float arithmetic.");
        }
        return write;
    }

    /// <summary>Checks names and shapes of tensors of any type, and gives what writes the file's bytes.</summary>
    /// <exception cref="ArgumentException">The format does not allow a name or a shape, or two tensors have one name.</exception>
    internal static Action<Stream> Prepare(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<TensorContent> tensors)
    {
        var header = Header(metadata, tensors);
        return stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var tensor in tensors)
                tensor.Write(stream);
        };
    }

    private static byte[] Header(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<TensorContent> tensors)
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
                if (tensor.Name == SafeTensorsHeader.MetadataKey)
                    throw new ArgumentException($"A tensor cannot be called {SafeTensorsHeader.MetadataKey}: in the file that is the entry of the metadata.", nameof(tensors));
                if (!names.Add(tensor.Name))
                    throw new ArgumentException($"Two tensors are called {ForeignText.Quote(tensor.Name)}.", nameof(tensors));
                WriteEntry(json, tensor, offset, offset += tensor.Bytes);
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
        json.WriteStartObject(SafeTensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata)
            json.WriteString(key, value ?? throw new ArgumentException($"The metadata {ForeignText.Quote(key)} are null.", nameof(metadata)));
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, TensorContent tensor, long begin, long end)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", $"{tensor.Type}");
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
}
