using System.Globalization;
using System.Text.Json;

namespace Bilinear.Cli.Tests;

public sealed class TrainLogTests(Workbench bench) : IClassFixture<Workbench>
{
    private const string Train = """
        train Digits {
          optimizer  adamw(lr: 1e-2, weight_decay: wd)
          batch      128
          epochs     40
          validation kept
          patience   3
        }
        """;

    [Fact]
    public void Training_KeepsTheBestWeights_StopsEarly_AndLogsEachEpoch()
    {
        var program = bench["early.bmlp"];
        var text = File.ReadAllText(Workbench.Digits);
        File.WriteAllText(program, $"{text[..text.IndexOf("train Digits", StringComparison.Ordinal)].Replace("model Digits(", "model Digits(wd: f32 = 0.5, kept: f32 = 0.1)(", StringComparison.Ordinal)}{Train}");
        var (weights, best, log) = (bench["early.safetensors"], bench["early.best.safetensors"], bench["early.csv"]);
        string[] command = ["train", program, "--data", "digits", "--out", weights, "--log", log];

        var result = bench.Run(command);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"epoch \d+/40  loss \d\.\d{4}  validation loss \d\.\d{4}[* ]  test accuracy 0\.\d{4}  ", result.Errors);
        Assert.Matches(@"\nstopped early, after 3 epochs without a smaller validation loss: \d+ epochs are left out\nwrote .*early\.safetensors .*\nwrote .*early\.best\.safetensors .*\nwrote .*early\.csv .*\n.*early\.best\.safetensors has epoch \d+, of the smallest validation loss, 0\.\d{4}: test accuracy 0\.\d{4}\n", result.Errors);

        var lines = File.ReadAllLines(log);
        Assert.Equal("epoch,step,loss,validation_loss,validation_accuracy,test_loss,test_accuracy,learning_rate,samples_per_second", lines[0]);
        double[][] rows = [.. lines.Skip(1).Select(line => line.Split(',').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(Enumerable.Range(1, rows.Length).Select(epoch => (double)epoch), rows.Select(row => row[0]));
        var smallest = rows.MinBy(row => row[3])!;
        Assert.Equal(rows.Length, smallest[0] + 3);
        Assert.Contains($"has epoch {smallest[0]}, ", result.Errors, StringComparison.Ordinal);
        Assert.Equal($"accuracy {smallest[6].ToString("F4", CultureInfo.InvariantCulture)}", bench.Run("eval", program, "--weights", best, "--data", "digits").Output.Split('\n')[0]);

        // Another weight decay reaches the optimizer, and validation can be left out; patience without it is said.
        var json = bench.Run("train", program, "--data", "digits", "--out", bench["json.safetensors"], "--set", "wd=0.01", "--epochs", "2", "--json");
        var events = json.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.NotEqual(rows[1][2], events[1].GetProperty("loss").GetDouble());
        Assert.Equal(events[1].GetProperty("validation_loss").GetDouble(), events[2].GetProperty("best_validation_loss").GetDouble());
        Assert.Equal((0, bench["json.best.safetensors"]), (events[2].GetProperty("epochs_left_out").GetInt64(), events[2].GetProperty("best_weights").GetString()));
        Assert.Contains("would replace", bench.Run([.. command[..^1], best]).Errors, StringComparison.Ordinal);
        Assert.Contains("--log /dev/null is a device or a pipe", bench.Run([.. command[..^1], "/dev/null"]).Errors, StringComparison.Ordinal);
        Assert.Contains("BMLP2111: `patience` counts epochs without gain", bench.Run([.. command, "--set", "kept=0"]).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ALog_GoesOnWithItsRun_AndNoOtherFileIsTakenForOne()
    {
        var (weights, log) = (bench["goes on.safetensors"], bench["goes on.csv"]);
        string[] command = ["train", Workbench.Digits, "--data", "digits", "--epochs", "200", "--out", weights, "--log", log];
        using (var process = Bmlp.Start(command, bench.Environment()))
        {
            while (!process.HasExited && (!File.Exists(log) || File.ReadLines(log).Count() < 4))
                Thread.Sleep(5);
            process.Kill();
            process.WaitForExit();
        }
        // An epoch that was logged and not saved is taken again.
        File.AppendAllText(log, "200,2200,0,0,0,0,0\n1,11");

        File.WriteAllText(bench["notes.csv"], "mine\n");
        var refused = bench.Run([.. command[..^1], bench["notes.csv"], "--resume"]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("notes.csv, line 1: a log of this run begins with `epoch,step,loss,test_loss,test_accuracy,learning_rate,samples_per_second`, and this file with 'mine'", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("mine\n", File.ReadAllText(bench["notes.csv"]));

        Assert.Equal(0, bench.Run([.. command, "--resume"]).ExitCode);
        int[] epochs = [.. File.ReadLines(log).Skip(1).Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture))];
        Assert.Equal(epochs.Distinct().Order(), epochs);
        Assert.InRange(epochs.Length, 199, 200);    // a kill between an epoch's checkpoint and its line leaves the line out
    }
}
