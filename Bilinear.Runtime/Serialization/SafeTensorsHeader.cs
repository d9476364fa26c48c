using System.Text.Json;
using System.Text.Unicode;
using Bilinear.Text;

namespace Bilinear.Serialization;

/// <summary>
/// The header of a <c>.safetensors</c> file: JSON that names each tensor with its element type, shape and place. Nothing
/// in it is trusted: the tensors must fill the rest of the file exactly, without overlap and without a hole. Whatever
/// the format's own reader accepts is accepted: null for metadata, further entries of a tensor, and types that nobody reads.
/// </summary>
internal sealed class SafeTensorsHeader
{
    public const string MetadataKey = "__metadata__";

    private readonly string _path;
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorEntry> _tensors = new(StringComparer.Ordinal);

    private SafeTensorsHeader(string path) => _path = path;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    /// <param name="dataLength">The number of bytes that follow the header in the file.</param>
    /// <exception cref="SafeTensorsException">Something in the header is wrong.</exception>
    public static SafeTensorsHeader Parse(string path, ReadOnlyMemory<byte> json, long dataLength)
    {
        var header = new SafeTensorsHeader(path);
        if (!Utf8.IsValid(json.Span))
            throw header.Wrong("the header is not UTF-8 text");
        try
        {
            using var document = JsonDocument.Parse(json);
            header.ReadRoot(document.RootElement, dataLength);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair in a string raises InvalidOperationException.
            throw header.Wrong($"the header is not JSON: {exception.Message.TrimEnd('.')}", exception);
        }
        header.CheckPlaces(dataLength);
        return header;
    }

    private void ReadRoot(JsonElement root, long dataLength)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Wrong("the header is not a JSON object");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (!seen.Add(property.Name))
                throw Wrong($"the header names {Quote(property.Name)} twice");
            if (property.Name == MetadataKey)
                ReadMetadata(property.Value);
            else
                _tensors.Add(property.Name, ReadTensor(property.Name, property.Value, dataLength));
        }
    }

    private void ReadMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind == JsonValueKind.Null)
            return;
        if (metadata.ValueKind != JsonValueKind.Object)
            throw Wrong("__metadata__ is not a JSON object");
        foreach (var entry in metadata.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String)
                throw Wrong($"the metadata entry {Quote(entry.Name)} is not a string");
            if (!_metadata.TryAdd(entry.Name, entry.Value.GetString()!))
                throw Wrong($"the metadata names {Quote(entry.Name)} twice");
        }
    }

    private TensorEntry ReadTensor(string name, JsonElement tensor, long dataLength)
    {
        if (tensor.ValueKind != JsonValueKind.Object)
            throw Wrong($"the tensor {Quote(name)} is not described by a JSON object");
        JsonElement? type = null, shape = null, offsets = null;
        foreach (var property in tensor.EnumerateObject())
        {
            switch (property.Name)
            {
                case "dtype": Once(ref type, property, name); break;
                case "shape": Once(ref shape, property, name); break;
                case "data_offsets": Once(ref offsets, property, name); break;
            }
        }
        var dtype = ReadDtype(name, type ?? throw Wrong($"the tensor {Quote(name)} has no dtype"));
        var sizes = ReadNumbers(name, "shape", shape ?? throw Wrong($"the tensor {Quote(name)} has no shape"));
        var places = ReadNumbers(name, "data_offsets", offsets ?? throw Wrong($"the tensor {Quote(name)} has no data_offsets"));

        if (places.Length != 2)
            throw Wrong($"the data_offsets of {Quote(name)} are {places.Length} numbers where two belong");
        if (places[0] > places[1])
            throw Wrong($"the tensor {Quote(name)} ends at byte {places[1]}, before it begins at {places[0]}");
        if (places[1] > dataLength)
            throw Wrong($"the tensor {Quote(name)} ends at byte {places[1]} of the data, and the file has only {dataLength}");
        CheckElements(name, sizes);
        var entry = new TensorEntry(name, dtype, sizes, places[0], places[1]);
        CheckBytes(entry);
        return entry;
    }

    private void Once(ref JsonElement? slot, JsonProperty property, string tensor)
    {
        if (slot is not null)
            throw Wrong($"the tensor {Quote(tensor)} has two entries {property.Name}");
        slot = property.Value;
    }

    private string ReadDtype(string name, JsonElement type) => type.ValueKind == JsonValueKind.String
        ? type.GetString()!
        : throw Wrong($"the tensor {Quote(name)} has {Quote(type.GetRawText())} for a dtype, which is no name");

    private long[] ReadNumbers(string name, string entry, JsonElement numbers)
    {
        if (numbers.ValueKind != JsonValueKind.Array)
            throw Wrong($"the {entry} of {Quote(name)} is not a list");
        return [.. numbers.EnumerateArray().Select(number =>
            number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) && value >= 0
                ? value
                : throw Wrong($"the {entry} of {Quote(name)} has {Quote(number.GetRawText())} where a whole number of at least zero belongs"))];
    }

    // Counted in bits of the widest type, so that no later product of these sizes can overflow.
    private void CheckElements(string name, long[] shape)
    {
        if (shape.Contains(0))
            return;
        try
        {
            _ = shape.Aggregate((long)ElementType.F64.Bits(), (product, size) => checked(product * size));
        }
        catch (OverflowException exception)
        {
            throw Wrong($"the shape of {Quote(name)}, {ForeignText.Shape(shape)}, has more elements than can be counted", exception);
        }
    }

    // The size of an unknown type is not known either.
    private void CheckBytes(TensorEntry tensor)
    {
        if (tensor.Type is not { } type)
            return;
        var bits = tensor.Count * type.Bits();
        var size = bits % 8 == 0 ? $"{bits / 8} bytes" : $"{bits} bits, which are no whole number of bytes";
        if (bits != 8 * (tensor.End - tensor.Begin))
            throw Wrong($"the tensor {Quote(tensor.Name)}, {type}[{string.Join(", ", tensor.Shape)}], takes {size}, and its data_offsets span {tensor.End - tensor.Begin}");
    }

    // In the order of the file each tensor begins where the one before it ends. An empty tensor inside another breaks that too.
    private void CheckPlaces(long dataLength)
    {
        var end = 0L;
        var before = "the header";
        foreach (var tensor in _tensors.Values.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            if (tensor.Begin < end)
                throw Wrong($"the tensor {Quote(tensor.Name)} begins at byte {tensor.Begin}, inside {before}, which ends at {end}");
            if (tensor.Begin > end)
                throw Wrong($"{tensor.Begin - end} bytes between {before} and {Quote(tensor.Name)} belong to no tensor");
            end = tensor.End;
            before = Quote(tensor.Name);
        }
        if (end != dataLength)
            throw Wrong($"{dataLength - end} bytes after {before} belong to no tensor");
    }

    private SafeTensorsException Wrong(string problem, Exception? inner = null) => new(_path, problem + ".", inner);

    private static string Quote(string name) => ForeignText.Quote(name);
}
