using System.Globalization;
using System.Text;
using System.Text.Json;
using Bilinear.Data;
using Bilinear.Serialization;
using Bilinear.Text;

namespace Bilinear.Training;

/// <summary>Holds what a file of weights says about itself, so that nothing else is needed to use it.</summary>
/// <param name="Arguments">The name and the value of each argument, as in the <c>.bmlp</c> file.</param>
/// <param name="Source">The canonical text of the <c>.bmlp</c> file.</param>
/// <param name="Provenance">What the parameters were trained with; null if they were never trained.</param>
public sealed record ModelMetadata(
    string Model, IReadOnlyList<KeyValuePair<string, string>> Arguments, string Source, int LanguageVersion, Provenance? Provenance)
{
    /// <summary>The version of the files that this runtime writes. It reads no later one.</summary>
    private const int FormatVersion = 1;

    /// <summary>The version of the language that this runtime's compiler reads.</summary>
    private const int NewestLanguage = 1;

    private const string FormatKey = "format_version";
    private const string LanguageKey = "language_version";
    private const string ModelKey = "model";
    private const string ArgumentsKey = "arguments";
    private const string SourceKey = "source";
    private const string SeedKey = "seed";
    private const string DataKey = "data";
    private const string ChecksumKey = "data_checksum";
    private const string StepKey = "step";
    private const string ValidationKey = "validation";
    private const string ValidationLossKey = "validation_loss";
    private const string AnnealKey = "anneal";
    private const string SchemaKey = "data_schema";
    private const string TokenizerKey = "tokenizer";

    /// <summary>Name and shape of the input, and of each output; the loss of each output.</summary>
    internal const string InputKey = "input";
    internal const string OutputKey = "output";
    internal const string LossKey = "loss";

    /// <summary>Reads the metadata of a file; null if Bilinear did not write the file.</summary>
    /// <param name="path">The path of the file, for messages.</param>
    /// <exception cref="SafeTensorsException">A newer version of Bilinear wrote the file, or an entry of its metadata is damaged.</exception>
    public static ModelMetadata? Read(string path, TensorFile file)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(file);
        var entries = file.Metadata;
        if (!entries.ContainsKey(FormatKey))
            return null;
        var language = Version(LanguageKey, "the language", NewestLanguage);
        _ = Version(FormatKey, "Bilinear's files", FormatVersion);
        var provenance = entries.ContainsKey(SeedKey)
            ? new Provenance(Number<ulong>(SeedKey), Text(DataKey), Text(ChecksumKey), Number<long>(StepKey))
            {
                Schema = ReadSchema(),
                Tokenizer = entries.GetValueOrDefault(TokenizerKey),
                Validation = entries.ContainsKey(ValidationKey) ? Number<double>(ValidationKey) : 0,
                Anneal = entries.ContainsKey(AnnealKey) ? Number<double>(AnnealKey) : 0,
                ValidationLoss = entries.ContainsKey(ValidationLossKey) ? Number<double>(ValidationLossKey) : null,
            }
            : null;
        return new ModelMetadata(Text(ModelKey), ReadArguments(), Text(SourceKey), language, provenance);

        string Text(string key) => entries.TryGetValue(key, out var value)
            ? value
            : throw new SafeTensorsException(path, $"its metadata lack '{key}'.");

        T Number<T>(string key) where T : struct, IParsable<T> => T.TryParse(Text(key), CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new SafeTensorsException(path, $"its metadata say {ForeignText.Quote(Text(key))} for '{key}', where a number belongs.");

        int Version(string key, string what, int newest) => Number<int>(key) is var version && version <= newest
            ? version
            : throw new SafeTensorsException(path, $"it has version {version} of {what}, and this program knows versions up to {newest}: use a newer Bilinear.");

        DataSchema? ReadSchema() => !entries.TryGetValue(SchemaKey, out var text) ? null
            : SchemaText.Read(text) ?? throw new SafeTensorsException(path, $"its metadata say {ForeignText.Quote(text)} for '{SchemaKey}', where the names of columns and classes belong.");

        List<KeyValuePair<string, string>> ReadArguments()
        {
            try
            {
                using var arguments = JsonDocument.Parse(Text(ArgumentsKey));
                return [.. arguments.RootElement.EnumerateObject().Select(argument => new KeyValuePair<string, string>(
                    argument.Name, argument.Value.GetString() ?? throw new JsonException("An argument is null.")))];
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // InvalidOperationException is what an element of another kind raises.
                throw new SafeTensorsException(path, $"its metadata say {ForeignText.Quote(Text(ArgumentsKey))} for '{ArgumentsKey}', where a JSON object of strings belongs.", exception);
            }
        }
    }

    /// <summary>A model with its arguments, as programs call it: <c>Mnist(hidden: 512)</c>.</summary>
    internal static string Call(string model, IReadOnlyList<KeyValuePair<string, string>> arguments) =>
        arguments.Count == 0 ? model : $"{model}({string.Join(", ", arguments.Select(argument => $"{argument.Key}: {argument.Value}"))})";

    internal static Dictionary<string, string> Write(ModelDescription model, Provenance? provenance) =>
        new ModelMetadata(model.Name, model.Arguments, model.CanonicalText, model.LanguageVersion, provenance).Entries(model.Inputs[0], model.Outputs, model.ParameterCount);

    /// <summary>Gives the metadata as the file carries them.</summary>
    internal Dictionary<string, string> Entries(InputInfo input, IReadOnlyList<OutputInfo> outputs, long parameters)
    {
        var entries = new Dictionary<string, string>
        {
            [FormatKey] = Invariant(FormatVersion),
            [LanguageKey] = Invariant(LanguageVersion),
            [ModelKey] = Model,
            [ArgumentsKey] = ArgumentsText(),
            [InputKey] = Invariant($"{input.Name} [{string.Join(", ", input.Shape)}]"),
            [OutputKey] = string.Join(", ", outputs.Select(output => Invariant($"{output.Name} [{string.Join(", ", output.Shape)}]"))),
            [LossKey] = string.Join(", ", outputs.Select(output => EnumWords.Of(output.Loss))),
            ["parameters"] = Invariant(parameters),
            [SourceKey] = Source,
        };
        if (Provenance is null)
            return entries;
        entries[SeedKey] = Invariant(Provenance.Seed);
        entries[DataKey] = Provenance.Data;
        entries[ChecksumKey] = Provenance.DataChecksum;
        entries[StepKey] = Invariant(Provenance.Step);
        if (Provenance.Validation > 0)
            entries[ValidationKey] = Invariant(Provenance.Validation);
        if (Provenance.ValidationLoss is { } loss)
            entries[ValidationLossKey] = Invariant(loss);
        if (Provenance.Anneal > 0)
            entries[AnnealKey] = Invariant(Provenance.Anneal);
        if (Provenance.Schema is { } schema)
            entries[SchemaKey] = SchemaText.Write(schema);
        if (Provenance.Tokenizer is { } tokenizer)
            entries[TokenizerKey] = tokenizer;
        return entries;
    }

    // Written by hand, since a serializer needs reflection, of which a trimmed app has little.
    private string ArgumentsText()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Arguments)
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Invariant<T>(T number) where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
