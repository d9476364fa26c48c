using System.Text.Json;
using System.Text.Unicode;
using Bilinear.Text;

namespace Bilinear.Data.Text.Json;

/// <summary>An object of a JSON file, which knows where it stands, so that every mistake has its place: <c>normalizer.normalizers[1]</c>.</summary>
internal sealed class JsonPart
{
    private readonly string _path;
    private readonly JsonElement _object;

    private JsonPart(string path, string place, JsonElement element)
    {
        (_path, Place) = (path, place);
        _object = element.ValueKind == JsonValueKind.Object ? element : throw Wrong($"is {Kind(element)}, and an object belongs there");
    }

    public string Place { get; }

    /// <summary>The entry <c>type</c>.</summary>
    public string Type => Text("type");

    /// <summary>Reads a whole file and hands on its only object.</summary>
    /// <exception cref="TextFileException">It is no JSON, or something in it is not what it should be.</exception>
    public static T Read<T>(string path, ReadOnlyMemory<byte> json, Func<JsonPart, T> read)
    {
        if (!Utf8.IsValid(json.Span))
            throw new TextFileException(path, "it is not UTF-8 text, as JSON is: the file is damaged, or of another kind.");
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(new JsonPart(path, "", document.RootElement));
        }
        catch (JsonException exception)
        {
            throw new TextFileException(path, (exception.LineNumber ?? 0) + 1, $"byte {(exception.BytePositionInLine ?? 0) + 1} of this line is where it ends to be JSON: the file is cut off or damaged.");
        }
        catch (InvalidOperationException exception) when (exception.Source?.StartsWith(typeof(JsonElement).Assembly.GetName().Name!, StringComparison.Ordinal) == true)
        {
            throw new TextFileException(path, "a text in it has half of a surrogate pair, which is no character: the file is damaged.", exception);
        }
    }

    public bool Has(string name) => Find(name) is not null;

    public string Text(string name) => OptionalText(name) ?? throw Missing(name, "a text");

    /// <summary>Null where the entry is null or missing.</summary>
    public string? OptionalText(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => throw WrongKind(name, other, "a text"),
    };

    /// <summary>A truth value; false, or what is said, where the entry is null or missing.</summary>
    public bool Flag(string name, bool otherwise = false) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw WrongKind(name, other, "true or false"),
    };

    /// <summary>A whole number of at least 0.</summary>
    public int Number(string name, int? otherwise = null) => Find(name) switch
    {
        null => otherwise ?? throw Missing(name, "a whole number"),
        { } element => Number(name, element),
    };

    /// <summary>A finite number.</summary>
    public double Decimal(string name, double? otherwise = null) => Find(name) switch
    {
        null => otherwise ?? throw Missing(name, "a number"),
        { ValueKind: JsonValueKind.Number } element when element.TryGetDouble(out var number) && double.IsFinite(number) => number,
        { } other => throw WrongKind(name, other, "a number"),
    };

    public JsonPart Part(string name) => Find(name) is { } element ? new JsonPart(_path, PlaceOf(name), element) : throw Missing(name, "an object");

    /// <summary>Null where the entry is null or missing.</summary>
    public JsonPart? OptionalPart(string name) => Find(name) is { } element ? new JsonPart(_path, PlaceOf(name), element) : null;

    /// <summary>A text, or an object whose text is <c>content</c>: both are used for special tokens.</summary>
    public string? OptionalContent(string name) => Find(name) is { ValueKind: JsonValueKind.Object } ? Part(name).Text("content") : OptionalText(name);

    public IEnumerable<JsonPart> Items(string name) => Elements(name).Select((element, index) => new JsonPart(_path, $"{PlaceOf(name)}[{index}]", element));

    /// <summary>The elements of a list; none where the entry is null or missing.</summary>
    public IEnumerable<JsonElement> Elements(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { } other => throw WrongKind(name, other, "a list"),
    };

    /// <summary>The elements of a list of texts; none where the entry is null or missing.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Elements(name).Select(element => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw WrongKind(name, element, "texts"))];

    /// <summary>The entries of an object of whole numbers.</summary>
    public IEnumerable<KeyValuePair<string, int>> Numbers(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Object } numbers)
            throw Find(name) is { } other ? WrongKind(name, other, "an object of tokens and their ids") : Missing(name, "an object of tokens and their ids");
        foreach (var number in numbers.EnumerateObject())
            yield return new(number.Name, Number($"{name}.{ForeignText.Shorten(number.Name)}", number.Value));
    }

    /// <summary>All entries of an object of texts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> AllTexts()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. _object.EnumerateObject().Select(entry => !names.Add(entry.Name) ? throw Wrong($"names {ForeignText.Quote(entry.Name)} twice")
            : entry.Value.ValueKind == JsonValueKind.String ? KeyValuePair.Create(entry.Name, entry.Value.GetString()!)
            : throw WrongKind(ForeignText.Shorten(entry.Name), entry.Value, "a text"))];
    }

    /// <summary>The only entry of an object: its name, and what it is.</summary>
    public string OnlyName => _object.EnumerateObject().Select(entry => entry.Name).ToList() is [var name] ? name : throw Wrong("has not one entry");

    public TextFileException NotSupported(string supported) => Wrong($"is of type {ForeignText.Quote(Type)}, which is not supported; {supported} are");

    /// <param name="problem">What is wrong, as the rest of a sentence that begins with the place.</param>
    public TextFileException Wrong(string problem) => new(_path, $"{(Place.Length > 0 ? Place : "it")} {problem}.");

    public TextFileException WrongEntry(string name, string problem) => new(_path, $"{PlaceOf(name)} {problem}.");

    private int Number(string name, JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= 0
        ? number
        : throw WrongKind(name, element, "a whole number of at least 0");

    private JsonElement? Find(string name) => _object.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;

    private string PlaceOf(string name) => Place.Length > 0 ? $"{Place}.{name}" : name;

    private TextFileException Missing(string name, string what) => new(_path, $"{PlaceOf(name)} is missing, and {what} belongs there.");

    private TextFileException WrongKind(string name, JsonElement element, string what) => new(_path, $"{PlaceOf(name)} is {Kind(element)}, and {what} belongs there.");

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => ForeignText.Shorten(element.GetRawText()),
    };
}
