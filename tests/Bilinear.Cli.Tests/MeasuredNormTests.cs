using System.Diagnostics;
using System.Text.Json;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

/// <summary>Norms whose scales training measures: weights and program that <c>bmlp train</c> and <c>bmlp sweep</c> leave belong together, whenever they end.</summary>
public sealed class MeasuredNormTests : IDisposable
{
    private const string Program = """
        model Net(image: f32[8, 8]) -> digit: f32[10] {
          embed = linear(16)
          norm  = rmsnorm(gain: true, scale: measured)
          body  = bilinear(24, bias: true)
          last  = rmsnorm(scale: channel)
          head  = linear(10)

          return image |> flatten |> embed |> norm |> body |> last |> head
        }

        train Net {
          optimizer adamw(lr: 3e-3)
          batch     64
          epochs    4
        }
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void WhatIsWritten_IsAProgramWithoutNorms_AndIsSaidToBeOne()
    {
        var measured = Write("measured.bmlp", Program);
        var trained = Run("train", measured, "--data", "digits", "--out", _folder["w.safetensors"], "--program", _folder["trained.bmlp"], "--json");
        Assert.True(trained.ExitCode == 0, trained.Errors);
        using var end = JsonDocument.Parse(trained.Output.Trim().Split('\n')[^1]);
        Assert.Equal(end.RootElement.GetProperty("test_loss").GetDouble(), LossOf(_folder["trained.bmlp"], _folder["w.safetensors"]), 1e-5);
        Assert.DoesNotContain("norm", File.ReadAllText(_folder["trained.bmlp"]), StringComparison.Ordinal);
        Assert.Equal((0, ""), (Run("fmt", "--check", _folder["trained.bmlp"]).ExitCode, Run("check", _folder["trained.bmlp"]).Errors));

        var eval = Run("eval", measured, "--weights", _folder["w.safetensors"], "--data", "digits");
        Assert.Equal(
            (1, $"error: {_folder["w.safetensors"]} holds what training {measured} ends with, weights of the program without its norms of measured scale: give that program, the one that `bmlp train --program` wrote, or a copy of {measured} without these norms.\n"),
            (eval.ExitCode, eval.Errors));
        var forced = Run("eval", measured, "--weights", _folder["w.safetensors"], "--data", "digits", "--force");
        Assert.Equal(1, forced.ExitCode);
        Assert.Contains("Net measures the scales of its norms in training", forced.Errors, StringComparison.Ordinal);
        var copy = Write("copy.bmlp", Program.Replace("  norm  = rmsnorm(gain: true, scale: measured)\n", "", StringComparison.Ordinal).Replace("  last  = rmsnorm(scale: channel)\n", "", StringComparison.Ordinal)
            .Replace("norm |> ", "", StringComparison.Ordinal).Replace("last |> ", "", StringComparison.Ordinal));
        Assert.Equal(LossOf(_folder["trained.bmlp"], _folder["w.safetensors"]), LossOf(copy, _folder["w.safetensors"]));

        // So do the runs of a sweep.
        var swept = Run("sweep", measured, "--data", "digits", "--seeds", "0", "--out", _folder["sweep"], "--json");
        Assert.True(swept.ExitCode == 0, swept.Errors);
        string Left(string name) => Directory.GetFiles(_folder["sweep"], name, SearchOption.AllDirectories).Single();
        Assert.Equal(File.ReadAllBytes(_folder["w.safetensors"]), File.ReadAllBytes(Left("weights.safetensors")));
        Assert.Equal(File.ReadAllText(_folder["trained.bmlp"]), File.ReadAllText(Left("program.bmlp")));
    }

    [Fact]
    public void ARunThatIsStopped_HasTheProgramOfItsWeights_AndGoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "A signal is sent with kill.");
        var measured = Write("measured.bmlp", Program);
        string[] train = ["train", measured, "--data", "digits", "--epochs", "100", "--out", _folder["w.safetensors"], "--program", _folder["trained.bmlp"]];
        using (var process = Bmlp.Start(train, Variables))
        {
            while (process.StandardError.ReadLine() is { } line && !line.StartsWith("epoch 2/", StringComparison.Ordinal))
            {
            }
            using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
                kill.WaitForExit();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(130, process.ExitCode);
            Assert.Contains($"{_folder["w.safetensors"]} has the weights so far", errors, StringComparison.Ordinal);
        }
        var (soFar, program) = (LossOf(_folder["trained.bmlp"], _folder["w.safetensors"]), File.ReadAllText(_folder["trained.bmlp"]));
        Assert.InRange(soFar, 0, 2.3);

        var resumed = Run([.. train, "--resume"]);
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.NotEqual(soFar, LossOf(_folder["trained.bmlp"], _folder["w.safetensors"]));
        Assert.Equal(program, File.ReadAllText(_folder["trained.bmlp"]));
    }

    [Fact]
    public void AProgramThatIsChangedMeanwhile_Stays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "A signal is sent with kill.");
        const string Own = "// Mine.\n";
        string[] train = ["train", Write("measured.bmlp", Program), "--data", "digits", "--epochs", "100", "--out", _folder["w.safetensors"], "--program", _folder["trained.bmlp"]];
        using var process = Bmlp.Start(train, Variables);
        while (process.StandardError.ReadLine() is { } line && !line.StartsWith("epoch 2/", StringComparison.Ordinal))
        {
        }
        Write("trained.bmlp", Own);
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        Assert.Equal(Own, File.ReadAllText(_folder["trained.bmlp"]));
        Assert.Contains($"note: {_folder["trained.bmlp"]} was changed meanwhile and stays as it is: the program is in {_folder["trained.2.bmlp"]}\n", errors, StringComparison.Ordinal);
        Assert.InRange(LossOf(_folder["trained.2.bmlp"], _folder["w.safetensors"]), 0, 2.3);
    }

    public void Dispose() => _folder.Dispose();

    private (string Name, string? Value)[] Variables => [("XDG_CACHE_HOME", _folder["cache"])];

    private double LossOf(string program, string weights)
    {
        var result = Run("eval", program, "--weights", weights, "--data", "digits", "--json");
        Assert.True(result.ExitCode == 0, result.Errors);
        using var score = JsonDocument.Parse(result.Output);
        return score.RootElement.GetProperty("loss").GetDouble();
    }

    private BmlpResult Run(params string[] arguments) => Bmlp.Run(arguments, Variables);

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
