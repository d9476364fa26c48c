using System.Globalization;
using System.Text.Json;
using Bilinear.Cli.Output;
using Bilinear.Reports.Files;
using Bilinear.Serialization.Files;
using Bilinear.Spectral;

namespace Bilinear.Cli.Sweeping;

/// <summary>A sweep's table as text, as CSV and as JSON.</summary>
internal static class SweepOutput
{
    /// <summary>A row for each combination; a mean without an interval is one of fewer than three runs.</summary>
    public static void WriteText(SweepTable table)
    {
        string[] header = [.. Settings(table), "runs", .. table.Names];
        // Aligned keeps the first column to the left: without settings that is the number of runs.
        Aligned.Write([header, .. table.Rows.Select(row => (string[])
        [
            .. row.Settings.Select(setting => setting.Value),
            row.Diverged == 0 ? $"{row.Runs}" : $"{row.Runs - row.Diverged} of {row.Runs}",
            .. table.Names.Select(name => row.Means.TryGetValue(name, out var mean) ? Text(mean) : "diverged"),
        ])]);
    }

    /// <summary>Each number is followed by its margin; where there is none, the cell is empty.</summary>
    public static void WriteCsv(string path, SweepTable table) => AtomicFile.Write(path, stream => stream.Write(Csv.Write(
        [.. Settings(table), "runs", "diverged", .. table.Names.SelectMany(name => new[] { name, $"{name}_margin" })],
        table.Rows.Select(row => (IEnumerable<object?>)
        [
            .. row.Settings.Select(setting => setting.Value), row.Runs, row.Diverged,
            .. table.Names.SelectMany(name => row.Means.TryGetValue(name, out var mean) ? new object?[] { mean.Mean, mean.HasInterval ? mean.Margin : null } : [null, null]),
        ]))));

    public static void WriteJson(SweepTable table, IReadOnlyList<SweepRun> runs, IReadOnlyList<RunResult> results) => Json.Write(json =>
    {
        json.WriteStartArray("means");
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            WriteSettings(json, row.Settings);
            json.WriteNumber("runs", row.Runs);
            json.WriteNumber("diverged", row.Diverged);
            foreach (var name in table.Names.Where(row.Means.ContainsKey))
            {
                json.WriteStartObject(name);
                json.WriteNumber("mean", row.Means[name].Mean);
                json.WriteNumberOrNull("margin", row.Means[name].Margin);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (var (run, result) in runs.Zip(results))
        {
            json.WriteStartObject();
            WriteSettings(json, run.Settings);
            json.WriteNumber("seed", run.Options.Seed);
            json.WriteString("folder", run.Folder);
            if (result.Diverged is { } message)
                json.WriteString("diverged", message);
            result.Write(json, "numbers");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static IEnumerable<string> Settings(SweepTable table) => table.Rows[0].Settings.Select(setting => setting.Key);

    private static void WriteSettings(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        json.WriteStartObject("settings");
        foreach (var (name, value) in settings)
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static string Text(Estimate mean) => mean.HasInterval
        ? string.Create(CultureInfo.InvariantCulture, $"{mean.Mean:F4} ± {mean.Margin:F4}")
        : mean.Mean.ToString("F4", CultureInfo.InvariantCulture);
}
