using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Bilinear.Cli.Tests;

public sealed class SweepTests : IClassFixture<Workbench>
{
    private const string Program = """
        model Digits(n: dim = 64, rate: f32 = 1e-2)(image: f32[8, 8]) -> digit: f32[10] {
          embed = linear(n)
          body  = bilinear(n)
          head  = linear(10)

          return image |> flatten |> embed |> body |> head
        }

        train Digits {
          optimizer  adamw(lr: rate)
          epochs     3
          validation 0.1
        }

        decompose Digits {
          eigen head
          svd body
        }
        """;

    private readonly Workbench _bench;
    private readonly string _program;

    public SweepTests(Workbench bench)
    {
        _bench = bench;
        File.WriteAllText(_program = bench["sweep.bmlp"], Program);
    }

    [Fact]
    public void ASweep_IsTheRunsOneByOne_ItsMeans_AndGrows()
    {
        var (folder, csv) = (_bench["widths"], _bench["widths.csv"]);
        string[] command = ["sweep", _program, "--data", "digits", "--set", "n=8,12", "--out", folder];

        var first = _bench.Run([.. command, "--seeds", "0..2", "--csv", csv, "--threads", "3"]);
        Assert.Equal(0, first.ExitCode);
        Assert.Matches(@"^n +runs +accuracy +loss +best_accuracy +best_loss +validation_loss +eigen_rank\.head +svd_rank\.body\n8 +3 +0\.\d{4} ± 0\.\d{4} .*\n12 +3 .*\n$", first.Output);
        Assert.Matches(@"largest error \d\.\dE-[678] of the largest output, of 6\n", first.Errors);

        // What the runs are: to the last bit those of the commands by themselves.
        var alone = _bench["alone.safetensors"];
        Assert.Equal(0, _bench.Run("train", _program, "--data", "digits", "--set", "n=12", "--seed", "1", "--out", alone).ExitCode);
        Assert.Equal(File.ReadAllBytes(alone), File.ReadAllBytes(Path.Combine(folder, "n=12,seed=1", "weights.safetensors")));
        Assert.Equal(["log.csv", "run.json", "spectra.safetensors", "weights.best.safetensors", "weights.safetensors"], Directory.GetFiles(Path.Combine(folder, "n=12,seed=1")).Select(Path.GetFileName).Order());
        Assert.Equal(["n=12,seed=0", "n=12,seed=1", "n=12,seed=2", "n=8,seed=0", "n=8,seed=1", "n=8,seed=2"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        // More of it: what is there stays, and is counted.
        var written = Directory.GetFiles(folder, "weights.safetensors", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        var more = _bench.Run([.. command, "--seeds", "0..3", "--json", "--jobs", "2"]);
        Assert.Equal(0, more.ExitCode);
        Assert.Contains("6 of 8 runs are complete already", more.Errors, StringComparison.Ordinal);
        Assert.All(written, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
        var json = JsonDocument.Parse(more.Output).RootElement;
        Assert.Equal(8, json.GetProperty("runs").GetArrayLength());
        var twelve = json.GetProperty("means")[1];
        double[] accuracies = [.. json.GetProperty("runs").EnumerateArray().Where(run => run.GetProperty("settings").GetProperty("n").GetString() == "12").Select(run => run.GetProperty("numbers").GetProperty("accuracy").GetDouble())];
        var mean = accuracies.Average();
        var margin = 3.182446 * Math.Sqrt(accuracies.Sum(value => (value - mean) * (value - mean)) / 3 / 4);    // t of 3 degrees, two-sided 95 %
        Assert.Equal((4, 0), (twelve.GetProperty("runs").GetInt32(), twelve.GetProperty("diverged").GetInt32()));
        Assert.Equal(mean, twelve.GetProperty("accuracy").GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal(margin, twelve.GetProperty("accuracy").GetProperty("margin").GetDouble(), 1e-6);

        var lines = File.ReadAllLines(csv);
        Assert.StartsWith("n,runs,diverged,accuracy,accuracy_margin,loss,loss_margin,", lines[0], StringComparison.Ordinal);
        Assert.Equal((3, "8,3,0,"), (lines.Length, lines[1][..6]));

        // Weights that were changed since are no longer those of the numbers.
        var changed = Path.Combine(folder, "n=8,seed=0", "weights.safetensors");
        var bytes = File.ReadAllBytes(changed);
        File.WriteAllText(changed, "junk");
        Assert.Contains("n=8,seed=0/weights.safetensors is missing, or not what its run has left: delete the folder", _bench.Run([.. command, "--seeds", "0..3"]).Errors.Replace('\\', '/'), StringComparison.Ordinal);
        File.WriteAllBytes(changed, bytes);

        // What is of another sweep is not mixed with it.
        var other = _bench.Run([.. command, "--epochs", "2"]);
        Assert.Equal((1, ""), (other.ExitCode, other.Output));
        Assert.Contains("n=8,seed=0/run.json is of another sweep: there the epochs is 3, and here it is 2. Choose another --out, or sweep as before.", other.Errors.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("INT", 130)]
    public void ASweepThatWasStopped_GoesOn(string signal, int code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "A signal is sent with kill.");
        var folder = _bench[$"stopped by {signal}"];
        string[] command = ["sweep", _program, "--data", "digits", "--set", "n=8", "--seeds", "0..1", "--epochs", "60", "--jobs", "1", "--out", folder];
        using (var process = Bmlp.Start(command, _bench.Environment()))
        {
            var log = Path.Combine(folder, "n=8,seed=1", "log.csv");
            while (!process.HasExited && (!File.Exists(log) || File.ReadLines(log).Count() < 3))
                Thread.Sleep(5);
            using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
                kill.WaitForExit();
            process.WaitForExit();
            Assert.Equal(code, process.ExitCode);
            if (signal == "INT")
                Assert.Contains("stopped: 1 of 2 runs are complete. The same command goes on.", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        }

        var result = _bench.Run(command);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1 of 2 runs are complete already", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("seed=0  accuracy", result.Errors, StringComparison.Ordinal);
        var alone = _bench[$"alone {signal}.safetensors"];
        Assert.Equal(0, _bench.Run("train", _program, "--data", "digits", "--set", "n=8", "--seed", "1", "--epochs", "60", "--out", alone).ExitCode);
        Assert.Equal(File.ReadAllBytes(alone), File.ReadAllBytes(Path.Combine(folder, "n=8,seed=1", "weights.safetensors")));
        // A kill between an epoch's checkpoint and its line leaves the line out.
        int[] epochs = [.. File.ReadLines(Path.Combine(folder, "n=8,seed=1", "log.csv")).Skip(1).Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture))];
        Assert.Equal(epochs.Distinct().Order(), epochs);
        Assert.Equal((1, 60), (epochs[0], epochs[^1]));
        Assert.InRange(epochs.Length, signal == "KILL" ? 59 : 60, 60);
    }

    [Fact]
    public void ARunThatDiverges_IsCounted_AndNotInTheMeans()
    {
        var result = _bench.Run("sweep", _program, "--data", "digits", "--set", "rate=0.01,1e30", "--set", "n=4", "--seeds", "7", "--out", _bench["diverging"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^rate +n +runs .*\n0\.01 +4 +1 +0\.\d{4} .*\n1e30 +4 +0 of 1 +diverged .*\n$", result.Output);
        Assert.Contains("Digits diverged: at step ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsInTheWay_IsRefused_BeforeAnythingIsTrained()
    {
        var folder = Directory.CreateDirectory(_bench["taken/n=8,seed=0"]).FullName;
        File.WriteAllText(Path.Combine(folder, "mine.txt"), "mine");

        Refused("n=8,seed=0 is no run of a sweep, and has files", "--set", "n=8", "--out", _bench["taken"]);
        Refused("there is no folder", "--out", _bench["none/deeper"]);
        Refused("is no folder: name one", "--out", _program);
        Refused("Two runs of this sweep are the same, n=8 seed=0: give each value once.", "--set", "n=8,8", "--out", _bench["twice"]);
        Refused("Two runs of this sweep are the same, rate=0.1 seed=0 and rate=1e-1 seed=0: give each value once.", "--set", "rate=0.1,1e-1", "--out", _bench["twice"]);
        Refused("--set names n twice: give all of its values in one, as --set n=8,16.", "--set", "n=8", "--set", "n=16", "--out", _bench["twice"]);
        Refused("--set n=8,,16 has nothing where a value belongs.", "--set", "n=8,,16", "--out", _bench["twice"]);
        Refused("lies in --out", "--out", Path.GetDirectoryName(_program)!, "--csv", _bench["table.csv"]);
        Refused("--set n=0", "--set", "n=8,0", "--out", _bench["zero"]);
        Assert.False(Directory.Exists(_bench["zero"]));

        void Refused(string words, params string[] arguments)
        {
            var result = _bench.Run(["sweep", _program, "--data", "digits", .. arguments]);
            Assert.Equal((1, ""), (result.ExitCode, result.Output));
            Assert.Contains(words, result.Errors.Replace('\\', '/'), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("4..1", "`4..1`")]
    [InlineData("a", "`a`")]
    [InlineData("1,,2", "nothing where one belongs")]
    [InlineData("0..3,2", "names 2 twice")]
    [InlineData("0..99999999", "at most 10000 seeds")]
    [InlineData("-1", "`-1`")]
    public void WrongSeeds_AreRefused(string seeds, string words)
    {
        var result = _bench.Run("sweep", _program, "--data", "digits", $"--seeds={seeds}", "--out", _bench["seeds"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
    }
}
