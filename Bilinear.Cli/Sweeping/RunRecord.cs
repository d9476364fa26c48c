using System.Security.Cryptography;
using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Cli.Sweeping;

/// <summary>
/// <c>run.json</c> in the folder of a run: what it depends on, written before it begins, and its numbers once it is complete. So a
/// sweep that goes on knows what is done, and never mixes the results of two.
/// </summary>
internal static class RunRecord
{
    private const string KeyName = "run";
    private const string NumbersName = "numbers";
    private const string DivergedName = "diverged";
    private const string WeightsName = "weights_sha256";

    /// <summary>The result of a run; null where it is not complete.</summary>
    /// <exception cref="InputException">The folder has the run of another sweep, or something else.</exception>
    public static RunResult? Read(SweepRun run, IReadOnlyList<KeyValuePair<string, string>> key)
    {
        if (File.Exists(run.Folder))
            throw new InputException($"{ForeignText.Clean(run.Folder)} is a file, where the folder of a run belongs: choose another --out, or move it away.");
        if (!File.Exists(run.Record))
        {
            return !Directory.Exists(run.Folder) || !Directory.EnumerateFileSystemEntries(run.Folder).Any() ? null
                : throw new InputException($"{ForeignText.Clean(run.Folder)} is no run of a sweep, and has files: choose another --out, or move it away.");
        }
        try
        {
            using var record = JsonDocument.Parse(File.ReadAllText(run.Record));
            CheckKey(run, key, record.RootElement.GetProperty(KeyName).EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString(), StringComparer.Ordinal));
            if (record.RootElement.TryGetProperty(DivergedName, out var diverged))
                return new RunResult([]) { Diverged = diverged.GetString() };
            if (!record.RootElement.TryGetProperty(NumbersName, out var numbers))
                return null;
            if (!File.Exists(run.Weights) || SumOf(run.Weights) != record.RootElement.GetProperty(WeightsName).GetString())
                throw new InputException($"{ForeignText.Clean(run.Weights)} is missing, or not what its run has left: delete the folder {ForeignText.Clean(run.Folder)}, and the run is made anew.");
            return new RunResult([.. numbers.EnumerateObject().Select(number => KeyValuePair.Create(number.Name, Finite(number.Value.GetDouble())))]);
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException($"{ForeignText.Clean(run.Record)} is damaged: delete the folder {ForeignText.Clean(run.Folder)}, and its run is made anew.");
        }
    }

    /// <param name="result">Null before the run is complete.</param>
    public static void Write(SweepRun run, IReadOnlyList<KeyValuePair<string, string>> key, RunResult? result = null) => AtomicFile.Write(run.Record, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartObject(KeyName);
        foreach (var (name, value) in key)
            json.WriteString(name, value);
        json.WriteEndObject();
        if (result?.Diverged is { } message)
            json.WriteString(DivergedName, message);
        else if (result is not null)
        {
            json.WriteString(WeightsName, SumOf(run.Weights));
            result.Write(json, NumbersName);
        }
        json.WriteEndObject();
    });

    private static string SumOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : throw new FormatException("A number of a run is finite.");

    private static void CheckKey(SweepRun run, IReadOnlyList<KeyValuePair<string, string>> key, Dictionary<string, string?> found)
    {
        foreach (var (name, value) in key)
        {
            if (found.GetValueOrDefault(name) is var before && before != value)
                throw new InputException($"{ForeignText.Clean(run.Record)} is of another sweep: there the {name} is {ForeignText.Shorten(before ?? "not said")}, and here it is {ForeignText.Shorten(value)}. Choose another --out, or sweep as before.");
        }
    }
}
