using System.Diagnostics;
using System.Text.Json;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

/// <summary>Gates that are annealed: by <c>bmlp train</c>, and by <c>bmlp convert</c> with a model that is trained.</summary>
public sealed class ConvertTests : IDisposable
{
    private const string Gated = """
        model Gated(act: gate = silu)(image: f32[8, 8]) -> digit: f32[10] {
          body = glu(24, gate: act, bias: true)
          head = linear(10)

          return image |> flatten |> body |> head
        }

        train Gated {
          optimizer adamw(lr: 3e-3)
          batch     64
          epochs    4

        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void GatedModel_BecomesABilinearOne_BesideItsControl()
    {
        var (gated, annealed) = (Write("gated.bmlp", Gated + "}"), Write("annealed.bmlp", Gated + "  anneal 0.5\n}"));
        var weights = _folder["gated.safetensors"];
        Assert.Equal(0, Run("train", gated, "--data", "digits", "--out", weights).ExitCode);
        string[] convert = ["convert", annealed, "--weights", weights, "--data", "digits", "--out", _folder["bilinear.safetensors"], "--program", _folder["bilinear.bmlp"]];

        var result = Run([.. convert, "--control", _folder["control.safetensors"], "--json"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        using var scores = JsonDocument.Parse(result.Output);
        double Loss(string name) => scores.RootElement.GetProperty(name).GetProperty("loss").GetDouble();
        Assert.True(Loss("control") < Loss("before"));
        Assert.True(Loss("bilinear") < 2 * Loss("before"));
        Assert.Equal(Loss("bilinear"), LossOf(_folder["bilinear.bmlp"], _folder["bilinear.safetensors"]));
        Assert.Equal(Loss("control"), LossOf(gated, _folder["control.safetensors"]));

        var program = File.ReadAllText(_folder["bilinear.bmlp"]);
        Assert.Contains("act: gate = none", program, StringComparison.Ordinal);
        Assert.DoesNotContain("anneal", program, StringComparison.Ordinal);
        Assert.Equal((0, ""), (Run("fmt", "--check", _folder["bilinear.bmlp"]).ExitCode, Run("check", _folder["bilinear.bmlp"]).Errors));

        var without = Run("convert", gated, "--weights", weights, "--data", "digits", "--out", _folder["x.safetensors"], "--program", _folder["x.bmlp"]);
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("does not say that its gates are annealed: add an entry such as `anneal 0.4`", without.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["x.safetensors"]));

        var ending = Run([.. convert, "--ending", "the end"]);
        Assert.Equal((1, "error: --ending is for a model that takes texts, and Gated takes floats: leave it out.\n"), (ending.ExitCode, ending.Errors));
    }

    [Fact]
    public void WhatTrainingEndsWith_IsWhatIsWritten()
    {
        var annealed = Write("annealed.bmlp", Gated + "  anneal 0.5\n}");
        var trained = Run("train", annealed, "--data", "digits", "--out", _folder["w.safetensors"], "--program", _folder["bilinear.bmlp"], "--log", _folder["w.csv"], "--json");
        Assert.True(trained.ExitCode == 0, trained.Errors);
        var lines = trained.Output.Trim().Split('\n');
        using var end = JsonDocument.Parse(lines[^1]);
        using var first = JsonDocument.Parse(lines[0]);

        // Gates are annealed over the first two of the four epochs.
        Assert.InRange(first.RootElement.GetProperty("beta").GetDouble(), 0.4, 0.6);
        Assert.Matches(@"^epoch,.*,learning_rate,beta,samples_per_second\n1,.*,0\.003,0\.[45]\d*,\d+\n2,.*\n3,.*,0\.003,0,\d+\n4,", File.ReadAllText(_folder["w.csv"]));

        // The annealed model as it is in memory, and the bilinear one that was written.
        Assert.Equal(end.RootElement.GetProperty("test_loss").GetDouble(), LossOf(_folder["bilinear.bmlp"], _folder["w.safetensors"]), 1e-5);
        Assert.Equal(1, Run("eval", annealed, "--weights", _folder["w.safetensors"], "--data", "digits").ExitCode);

        // So do the runs of a sweep.
        var swept = Run("sweep", annealed, "--data", "digits", "--set", "act=silu", "--seeds", "0", "--out", _folder["sweep"], "--json");
        Assert.True(swept.ExitCode == 0, swept.Errors);
        Assert.Equal(File.ReadAllBytes(_folder["w.safetensors"]), File.ReadAllBytes(Directory.GetFiles(_folder["sweep"], "weights.safetensors", SearchOption.AllDirectories).Single()));
    }

    /// <summary>Stopped while the gates are on their way, when the control is complete.</summary>
    [Fact]
    public void ARunThatWasStopped_GoesOnBitForBit()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "A signal is sent with kill.");
        var (gated, annealed) = (Write("gated.bmlp", Gated + "}"), Write("annealed.bmlp", Gated + "  anneal 0.9\n}"));
        Assert.Equal(0, Run("train", gated, "--data", "digits", "--epochs", "1", "--out", _folder["gated.safetensors"]).ExitCode);
        string[] Arguments(string to) => ["convert", annealed, "--weights", _folder["gated.safetensors"], "--data", "digits", "--epochs", "100", "--out", _folder[$"{to}.safetensors"], "--program", _folder[$"{to}.bmlp"], "--control", _folder[$"{to}.control.safetensors"]];
        var whole = Run(Arguments("whole"));
        Assert.True(whole.ExitCode == 0, whole.Errors);

        using (var process = Bmlp.Start(Arguments("stopped"), Variables))
        {
            while (process.StandardError.ReadLine() is { } line && line != "training bilinear")
            {
            }
            while (process.StandardError.ReadLine() is { } line && !line.StartsWith("epoch 2/", StringComparison.Ordinal))
            {
            }
            using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
                kill.WaitForExit();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal((130, ""), (process.ExitCode, process.StandardOutput.ReadToEnd()));
            Assert.Contains("its gates are on their way, so that there is a checkpoint and no weights. Go on with the same command and --resume.", errors, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(_folder["stopped.safetensors"]) || File.Exists(_folder["stopped.bmlp"]));
        var forgotten = Run(Arguments("stopped"));
        Assert.Equal(1, forgotten.ExitCode);
        Assert.Contains("stopped.checkpoint.safetensors is of a run that was stopped: go on with it with --resume and the settings that it has, or, to start anew, delete it or choose another --out and --control.", forgotten.Errors, StringComparison.Ordinal);
        var changed = Run([.. Arguments("stopped"), "--resume", "--seed", "1"]);
        Assert.Equal(1, changed.ExitCode);
        Assert.Matches("or, to start anew, leave --resume out and delete \\S*stopped.checkpoint.safetensors, or choose another --out and --control.\n$", changed.Errors);
        var resumed = Run([.. Arguments("stopped"), "--resume"]);

        Assert.Equal((0, whole.Output), (resumed.ExitCode, resumed.Output));
        foreach (var file in new[] { "safetensors", "control.safetensors", "bmlp" })
            Assert.Equal(File.ReadAllBytes(_folder[$"whole.{file}"]), File.ReadAllBytes(_folder[$"stopped.{file}"]));
        Assert.False(File.Exists(_folder["stopped.checkpoint.safetensors"]));

        // What is complete stays, and is not taken for what it is not.
        Assert.Equal(whole.Output, Run([.. Arguments("stopped"), "--resume"]).Output);
        var other = Run([.. Arguments("stopped"), "--resume", "--seed", "1"]);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("stopped.control.safetensors does not hold what this training ends with", other.Errors, StringComparison.Ordinal);
        Write("annealed.bmlp", Gated + "  anneal 0.8\n}");
        var sooner = Run([.. Arguments("stopped"), "--resume"]);
        Assert.Equal(1, sooner.ExitCode);
        Assert.Contains("stopped.safetensors does not hold what this training ends with", sooner.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private double LossOf(string program, string weights)
    {
        var result = Run("eval", program, "--weights", weights, "--data", "digits", "--json");
        Assert.True(result.ExitCode == 0, result.Errors);
        using var score = JsonDocument.Parse(result.Output);
        return score.RootElement.GetProperty("loss").GetDouble();
    }

    private (string Name, string? Value)[] Variables => [("XDG_CACHE_HOME", _folder["cache"])];

    private BmlpResult Run(params string[] arguments) => Bmlp.Run(arguments, Variables);

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
