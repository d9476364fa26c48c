using System.Globalization;
using System.Text.Json;

namespace Bilinear.Cli.Tests.Scripting;

/// <summary><c>--json</c>: one object on one line, with the numbers that the text rounds.</summary>
public sealed class JsonTests(Workbench bench) : IClassFixture<Workbench>
{
    [Fact]
    public void Eval_HasTheNumbersOfTheText()
    {
        string[] command = ["eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits"];
        var json = Json(0, [.. command, "--json"]);

        Assert.Equal(("Digits", "digits, test", 360), (json.GetProperty("model").GetString(), json.GetProperty("data").GetString(), json.GetProperty("samples").GetInt32()));
        Assert.Equal(bench.Run(command).Output, Lines(json, ("accuracy", "F4"), ("loss", "F4")));
    }

    [Fact]
    public void Truncate_HasTheNumbersOfTheText_AndSaysWhatItMade()
    {
        string[] command = ["truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--keep", "3", "--out", bench["top3.safetensors"], "--quiet"];
        var measured = Json(0, [.. command, "--data", "digits", "--json"]);

        Assert.Equal("""{"model":"Digits","truncation":"DigitsTop3","keep":3,"rule":"magnitude"}""", Json(0, [.. command, "--json"]).GetRawText());
        Assert.Equal(bench.Run([.. command, "--data", "digits"]).Output, Lines(
            measured, ("accuracy", "F4"), ("agreement", "F4"), ("certified_agreement", "F4"), ("largest_error", "G4"), ("certified_error", "G4"), ("loose_error", "G4"), ("largest_output", "G4")));
    }

    [Fact]
    public void TheCurve_HasARowForEveryNumber_WhichIsWhatTheTruncationSays()
    {
        string[] command = ["truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits"];
        var printed = bench.Run([.. command, "--curve", "--quiet"]);
        var written = bench.Run([.. command, "--curve", "--out", bench["curve.csv"]]);
        var seven = bench.Run([.. command, "--keep", "7", "--out", bench["top7.safetensors"]]).Output;

        var rows = printed.Output.TrimEnd().Split('\n').Select(row => row.Split(',')).ToList();
        Assert.Equal(Enumerable.Range(1, 64).Select(kept => $"{kept}").Prepend("kept"), rows.Select(row => row[0]));
        Assert.Equal(seven, string.Concat(rows[0].Skip(1).Select((name, column) => $"{name} {Number(rows[7][column + 1]).ToString(column < 3 ? "F4" : "G4", CultureInfo.InvariantCulture)}\n")) + seven[seven.IndexOf("largest_output", StringComparison.Ordinal)..]);
        Assert.Equal((1, 0), (Number(rows[64][2]), Number(rows[64][4])));
        Assert.Equal((0, "", printed.Output), (written.ExitCode, written.Output, File.ReadAllText(bench["curve.csv"])));
        Assert.Equal("", printed.Errors);

        static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Similarity_HasTheNumbersOfTheText()
    {
        var truncated = bench["alike.safetensors"];
        Assert.Equal(0, bench.Run("truncate", Workbench.Digits, "--weights", bench.DigitsWeights, "--keep", "2", "--out", truncated).ExitCode);
        string[] command = ["similarity", bench.DigitsWeights, truncated, "--keep", "1"];

        var json = Json(0, [.. command, "--json"]);

        var pair = Assert.Single(json.GetProperty("pairs").EnumerateArray());
        Assert.Equal((bench.DigitsWeights, truncated), (pair.GetProperty("left").GetString(), pair.GetProperty("right").GetString()));
        Assert.Equal(
            bench.Run(command).Output,
            Lines(pair, ("frobenius", "F4"), ("gaussian", "F4")) + string.Create(CultureInfo.InvariantCulture, $"positive_1 {json.GetProperty("positive")[0].GetDouble():F4}\nnegative_1 {json.GetProperty("negative")[0].GetDouble():F4}\n"));
    }

    [Fact]
    public void Check_HasEveryDiagnostic_AndTheModelsOfTheRest()
    {
        var wrong = bench["wrong.bmlp"];
        File.WriteAllText(wrong, File.ReadAllText(Workbench.Digits).Replace("|> head", "|> haed", StringComparison.Ordinal).Replace("= linear(64)", "= linaer(64)", StringComparison.Ordinal));

        var json = Json(1, "check", wrong, bench["missing.bmlp"], Workbench.Mnist, "--json");

        Assert.Equal([(string?)wrong, bench["missing.bmlp"], Workbench.Mnist], json.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("file").GetString()));
        Assert.Equal(
            """{"model":"Mnist","arguments":{"hidden":"300"},"inputs":[{"name":"image","shape":[28,28]}],"outputs":[{"name":"digit","shape":[10]}],"parameters":418200}""",
            json.GetProperty("files")[2].GetProperty("models")[0].GetRawText());
        Assert.Equal(
            [("BMLP2003", "error", wrong, 9, 11), ("BMLP2002", "error", wrong, 13, 47), (null, "error", bench["missing.bmlp"], null, (int?)null)],
            json.GetProperty("diagnostics").EnumerateArray().Select(diagnostic => (
                diagnostic.GetProperty("id").GetString(), diagnostic.GetProperty("severity").GetString(), diagnostic.GetProperty("file").GetString(), Number(diagnostic, "line"), Number(diagnostic, "column"))));
        Assert.Equal("There is no layer `haed`. Did you mean `head`?", json.GetProperty("diagnostics")[1].GetProperty("message").GetString());
        Assert.Equal($"{bench["missing.bmlp"]} cannot be read: there is no such file.", json.GetProperty("diagnostics")[2].GetProperty("message").GetString());
    }

    [Fact]
    public void Check_KnowsTheNumberOfAMistakeInAnArgument()
    {
        var diagnostic = Assert.Single(Json(1, "check", Workbench.Mnist, "--set", "hidden=0", "--json").GetProperty("diagnostics").EnumerateArray());

        Assert.Equal("BMLP3010", diagnostic.GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, diagnostic.GetProperty("line").ValueKind);
        Assert.StartsWith("--set hidden=0: error BMLP3010: ", diagnostic.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_MarkTheOneThatAutoTakes()
    {
        var devices = Json(0, "devices", "--json").GetProperty("devices").EnumerateArray().ToList();

        Assert.Equal("cpu:0", devices[0].GetProperty("device").GetString());
        Assert.True(devices[0].GetProperty("memory_bytes").GetInt64() > 1 << 20);
        Assert.Equal(JsonValueKind.Null, devices[0].GetProperty("not_used").ValueKind);
        Assert.Single(devices, device => device.GetProperty("auto").GetBoolean());
    }

    private JsonElement Json(int exitCode, params string[] command)
    {
        var result = bench.Run(command);
        Assert.True(result.ExitCode == exitCode, result.Errors);
        if (command[0] != "truncate" || command.Contains("--quiet"))
            Assert.Equal("", result.Errors);
        Assert.Equal(result.Output.Length - 1, result.Output.IndexOf('\n', StringComparison.Ordinal));
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private static int? Number(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;

    private static string Lines(JsonElement json, params (string Name, string Format)[] numbers) =>
        string.Concat(numbers.Select(number => $"{number.Name} {json.GetProperty(number.Name).GetDouble().ToString(number.Format, CultureInfo.InvariantCulture)}\n"));
}
