using System.Diagnostics;
using System.Text.Json;

namespace Bilinear.Cli.Tests;

public sealed class TrainTests(Workbench bench) : IClassFixture<Workbench>
{
    [Fact]
    public void Training_WritesItsScoreAlone_AndALineAnEpochBesideIt()
    {
        var weights = bench["plain.safetensors"];

        var result = bench.Run("train", Workbench.Digits, "--data", "digits", "--epochs", "2", "--out", weights);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^accuracy 0\.\d{4}\nloss \d\.\d{4}\n$", result.Output);
        Assert.Matches(@"^epoch 1/2  loss \d\.\d{4}  accuracy 0\.\d{4}  [\d,]+ samples/s  \d+:\d\d left\nepoch 2/2  .*\n$", result.Errors);
        Assert.Equal(result.Output, bench.Run("eval", Workbench.Digits, "--weights", weights, "--data", "digits").Output);
    }

    [Fact]
    public void OnATerminal_ABarMovesUnderTheEpochs()
    {
        var (code, shown) = Bmlp.RunOnTerminal($"train {Workbench.Digits} --data digits --epochs 3 --out {bench["terminal.safetensors"]}", bench.Environment());

        Assert.True(code == 0, shown);
        Assert.Contains("epoch 3/3  loss ", shown, StringComparison.Ordinal);
        Assert.Matches(@"accuracy 0\.\d{4}\r\nloss \d\.\d{4}\r\n", shown);
        Assert.True(File.Exists(bench["terminal.safetensors"]));
    }

    [Fact]
    public void Json_IsAnObjectALine()
    {
        var result = bench.Run("train", Workbench.Digits, "--data", "digits", "--epochs", "2", "--seed", "5", "--json", "--out", bench["json.safetensors"]);

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        var lines = result.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["epoch", "epoch", "done"], lines.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal(22, lines[1].GetProperty("step").GetInt64());
        Assert.InRange(lines[2].GetProperty("test_accuracy").GetDouble(), 0.5, 1);
        Assert.True(lines[0].GetProperty("samples_per_second").GetDouble() > 0);
    }

    [Fact]
    public void Seed_MakesAnotherModel()
    {
        string[] Weights(string seed)
        {
            var file = bench[$"seed{seed}.safetensors"];
            Assert.Equal(0, bench.Run("train", Workbench.Digits, "--data", "digits", "--epochs", "1", "--seed", seed, "--out", file).ExitCode);
            return [Convert.ToHexString(File.ReadAllBytes(file))];
        }

        Assert.NotEqual(Weights("1"), Weights("2"));
    }

    [Fact]
    public void CtrlC_EndsAfterTheStep_AndResumeGoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "SIGINT is sent with kill.");
        var weights = bench["stopped.safetensors"];
        var checkpoint = bench["stopped.checkpoint.safetensors"];
        string[] command = ["train", Workbench.Digits, "--data", "digits", "--epochs", "300", "--out", weights];
        using var process = Bmlp.Start(command, bench.Environment());
        while (process.StandardError.ReadLine() is { } line && !line.StartsWith("epoch 2/", StringComparison.Ordinal))
        {
        }
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        Assert.Equal("", process.StandardOutput.ReadToEnd());
        Assert.Contains("stopped after step ", errors, StringComparison.Ordinal);
        Assert.Contains($"bmlp {string.Join(' ', command)} --resume", errors, StringComparison.Ordinal);
        Assert.True(File.Exists(checkpoint));
        Assert.Equal(0, bench.Run("eval", Workbench.Digits, "--weights", weights, "--data", "digits").ExitCode);

        var resumed = bench.Run([.. command, "--resume"]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.DoesNotContain("epoch 1/", resumed.Errors, StringComparison.Ordinal);
        Assert.Contains("epoch 300/300", resumed.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(checkpoint));
    }

    [Fact]
    public void ResumeOfAnotherRun_IsRefused()
    {
        var result = bench.Run("train", Workbench.Digits, "--data", "digits", "--out", bench["nothing.safetensors"], "--resume");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("nothing to go on from", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainingThatDiverges_WritesNothing()
    {
        var program = bench["wild.bmlp"];
        File.WriteAllText(program, File.ReadAllText(Workbench.Digits).Replace("lr: 1e-2", "lr: 1e30", StringComparison.Ordinal));
        var weights = bench["wild.safetensors"];

        var result = bench.Run("train", program, "--data", "digits", "--out", weights);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("error: Digits diverged: at step 11 its loss is NaN.", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(weights));
    }

    [Fact]
    public void FolderThatIsNotThere_IsSaidBeforeTraining()
    {
        var result = bench.Run("train", Workbench.Digits, "--data", "digits", "--out", bench["no/such/w.safetensors"]);

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("epoch", result.Errors, StringComparison.Ordinal);
    }
}
