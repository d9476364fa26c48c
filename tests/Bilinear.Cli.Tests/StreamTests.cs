using System.Diagnostics;
using System.Text.RegularExpressions;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

/// <summary>Standard output and error: closed, full, read by one who stops early; and what they may carry.</summary>
public sealed class StreamTests(Workbench bench) : IClassFixture<Workbench>
{
    private const string Escape = "\u001B[31m";

    [Theory]
    [InlineData("2>&-", 0)]
    [InlineData("2>/dev/full", 0)]
    [InlineData("| head -1", 0)]
    [InlineData(">&-", 1)]
    [InlineData(">/dev/full", 1)]
    [InlineData(">&- 2>&-", 1)]
    public void AStreamThatTakesNothing_EndsNoCommandWithAStackTrace(string redirection, int expected)
    {
        var (code, heard) = Shell($"similarity '{bench.DigitsWeights}' '{bench.DigitsWeights}'", redirection);

        Assert.Equal(expected, code);
        Assert.DoesNotContain("   at ", heard, StringComparison.Ordinal);
        if (redirection == ">/dev/full")
            Assert.Contains("error: Standard output takes nothing: it is closed, or what it goes to is full.", heard, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eval nothing.bmlp --weights w --data digits", 1)]
    [InlineData("devises", 2)]
    public void AMistakeThatNobodyHears_KeepsItsExitCode(string command, int expected) =>
        Assert.Equal((expected, ""), Shell(command, "2>&-"));

    [Theory]
    [InlineData("check", Escape + "x\nerror: y.bmlp")]
    [InlineData("devices", Escape)]
    [InlineData("eval", Escape, "--weights", Escape, "--data", Escape)]
    [InlineData("train", "digits", "--data", "digits", "--out", "w", "--set", Escape + "=1")]
    public void NamesOnTheCommandLine_GiveATerminalNoOrders(params string[] arguments)
    {
        var result = bench.Run(Array.ConvertAll(arguments, argument => argument == "digits" && arguments[0] == "train" ? Workbench.Digits : argument));

        Assert.NotEqual(0, result.ExitCode);
        IsClean(result);
        Assert.DoesNotContain("\nerror: y", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesInFiles_GiveATerminalNoOrders()
    {
        var tensors = new RawTensors().Add(Escape + "a", "F32", [1], new float[1]).Add("input", "F32", [1, 64], new float[64]).Write(bench["escape.safetensors"]);
        var metadata = bench["metadata.safetensors"];
        SafeTensorsWithMetadata(metadata, Escape + "Model");

        foreach (var weights in new[] { tensors, metadata })
            IsClean(bench.Run("eval", Workbench.Digits, "--weights", weights, "--data", "digits"));
        IsClean(bench.Run("run", Workbench.Digits, "--weights", bench.DigitsWeights, "--input", tensors, "--output", bench["never.safetensors"], "--grad"));
        Assert.DoesNotContain('\u001B', bench.Run("similarity", metadata, metadata).Errors);
    }

    [Fact]
    public void AProgramsLine_GivesATerminalNoOrders_AndItsCaretsStandUnderTheMistake()
    {
        var program = bench["escape.bmlp"];
        File.WriteAllText(program, File.ReadAllText(Workbench.Digits).Replace("|> head", $"|> {Escape} |> head", StringComparison.Ordinal));
        var (_, shown) = Bmlp.RunOnTerminal($"check {program}", []);

        Assert.DoesNotContain(Escape + " |> head", shown, StringComparison.Ordinal);
        var lines = shown.Split("\r\n").Select(line => Regex.Replace(line, @"\u001b\[[\d;?]*[A-Za-z]", "")).ToList();
        var carets = lines.FindIndex(line => line.EndsWith('^'));
        Assert.True(carets > 0, shown);
        Assert.Equal(lines[carets].IndexOf('^'), lines[carets - 1].IndexOf(@"\u001B", StringComparison.Ordinal));
    }

    [Fact]
    public void APageWithAControlCharacterInItsData_IsWritten()
    {
        var folder = Directory.CreateDirectory(bench[$"da\u0001ta{Escape}"]).FullName;
        foreach (var part in new[] { "train", "test" })
            new RawTensors().Add("input", "F32", [20, 64], [.. Enumerable.Range(0, 20 * 64).Select(i => MathF.Sin(i))]).Add("target", "I64", [20], [.. Enumerable.Range(0, 20).Select(i => i % 10L)]).Write(Path.Combine(folder, part + ".safetensors"));
        var program = bench["documented.bmlp"];
        File.WriteAllText(program, File.ReadAllText(Workbench.Digits).Replace("/// 8x8", $"/// {Escape}8x8", StringComparison.Ordinal));
        var (weights, page) = (bench[$"we\u0002ights.safetensors"], bench["control.html"]);
        Assert.Equal(0, bench.Run("train", program, "--data", folder, "--batch", "10", "--epochs", "1", "--out", weights).ExitCode);

        var result = bench.Run("report", program, "--weights", weights, "--data", folder, "--out", page);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^wrote .*control\.html \(\d+\.\d KB\)\n$", result.Errors);
        var text = File.ReadAllText(page);
        Assert.Contains(@"da\u0001ta\u001B[31m, train", text, StringComparison.Ordinal);
        Assert.Contains(@"we\u0002ights.safetensors", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, character => char.IsControl(character) && character != '\n');
    }

    private static void IsClean(BmlpResult result)
    {
        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain(result.Output + result.Errors, character => char.IsControl(character) && character != '\n');
        Assert.Contains(@"\u001B[31m", result.Errors, StringComparison.Ordinal);
    }

    private static void SafeTensorsWithMetadata(string path, string model) => Serialization.SafeTensorsWriter.Write(path, new Dictionary<string, string>
    {
        ["format_version"] = "1",
        ["language_version"] = "1",
        ["model"] = model,
        ["arguments"] = "{}",
        ["source"] = $"model {model}(x: f32[2]) -> y: f32[2] {{ return x }}",
    }, []);

    // What the redirection leaves of the two streams.
    private (int Code, string Heard) Shell(string command, string redirection)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Streams are closed by a shell of Linux.");
        var start = new ProcessStartInfo("bash", ["-c", $"dotnet '{Bmlp.Tool}' {command} {redirection}; exit ${{PIPESTATUS[0]}}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in bench.Environment())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
