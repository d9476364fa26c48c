using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

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
        Assert.Matches(@"^epoch 1/2  loss \d\.\d{4}  test accuracy 0\.\d{4}  [\d,]+ samples/s\nepoch 2/2  .*\nwrote .*plain\.safetensors \(51\.\d KB\)\non 360 samples of digits, test:\n$", result.Errors);
        Assert.Equal(result.Output, bench.Run("eval", Workbench.Digits, "--weights", weights, "--data", "digits").Output);
    }

    [Fact]
    public void OnATerminal_ABarMovesUnderTheEpochs_AndNeverBehindThem()
    {
        var (code, shown) = Bmlp.RunOnTerminal($"train {Workbench.Digits} --data digits --epochs 1000 --out {bench["terminal.safetensors"]}", bench.Environment());

        Assert.True(code == 0, shown);
        Assert.Matches(@"\repoch 1000/1000  loss ", shown);
        Assert.Matches(@"samples of digits, test:\r\naccuracy 0\.\d{4}\r\nloss \d\.\d{4}\r\n", shown);
        Assert.DoesNotMatch(@"\repoch .* left", shown);

        var frames = Regex.Matches(shown, @"\r(?<bar>training  \[[#.]{20}\] .* %  )?epoch (?<epoch>\d+)/1000 ").ToList();
        Assert.Contains(frames, frame => frame.Groups["bar"].Success);
        var logged = 0;
        foreach (var frame in frames)
        {
            var epoch = int.Parse(frame.Groups["epoch"].Value, CultureInfo.InvariantCulture);
            Assert.True(epoch > logged, $"after epoch {logged} the terminal shows: {frame.Value}");
            logged = frame.Groups["bar"].Success ? logged : epoch;
        }
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

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void ASignal_EndsAfterTheStep_AndResumeGoesOn(string signal, int code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "A signal is sent with kill.");
        var weights = bench[$"{signal}.safetensors"];
        var checkpoint = bench[$"{signal}.checkpoint.safetensors"];
        string[] command = ["train", Workbench.Digits, "--data", "digits", "--epochs", "100", "--out", weights];
        using var process = Bmlp.Start(command, bench.Environment());
        WaitForEpoch(2, process);
        Kill(signal, process.Id);
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(code, process.ExitCode);
        Assert.Equal("", process.StandardOutput.ReadToEnd());
        Assert.Contains("stopped after step ", errors, StringComparison.Ordinal);
        Assert.Contains($"bmlp {string.Join(' ', command)} --resume", errors, StringComparison.Ordinal);
        Assert.True(File.Exists(checkpoint));
        Assert.Equal(0, bench.Run("eval", Workbench.Digits, "--weights", weights, "--data", "digits").ExitCode);

        var resumed = bench.Run([.. command, "--resume"]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.DoesNotContain("epoch 1/", resumed.Errors, StringComparison.Ordinal);
        Assert.Contains("epoch 100/100", resumed.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(checkpoint));
    }

    [Fact]
    public void ATerminalThatIsClosed_LosesNothing()
    {
        const string Script = "/usr/bin/script";
        Assert.SkipUnless(File.Exists(Script), $"There is no {Script} to give the tool a terminal.");
        var (weights, checkpoint) = (bench["closed.safetensors"], bench["closed.checkpoint.safetensors"]);
        var start = new ProcessStartInfo(Script, ["-qec", $"exec dotnet {Bmlp.Tool} train {Workbench.Digits} --data digits --epochs 1000000 --out {weights}", "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var (name, value) in bench.Environment())
            start.Environment[name] = value;
        using var terminal = Process.Start(start)!;
        while (!File.Exists(checkpoint) && !terminal.HasExited)
            Thread.Sleep(50);
        terminal.Kill();    // it alone: the tool has no terminal from now on

        var patience = Stopwatch.StartNew();
        while (!File.Exists(weights) && patience.Elapsed < TimeSpan.FromMinutes(2))
            Thread.Sleep(50);
        Assert.True(File.Exists(weights), "The tool did not write its weights.");
        Assert.True(File.Exists(checkpoint));
    }

    [Fact]
    public void WhoIsToldToOutliveItsTerminal_Does()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/nohup"), "There is no nohup.");
        var start = new ProcessStartInfo("nohup", ["dotnet", Bmlp.Tool, "train", Workbench.Digits, "--data", "digits", "--epochs", "40", "--out", bench["nohup.safetensors"]]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in bench.Environment())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        WaitForEpoch(2, process);
        Kill("HUP", process.Id);

        Assert.Contains("epoch 40/40", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void ResumeOfAnotherRun_IsRefused()
    {
        var result = bench.Run("train", Workbench.Digits, "--data", "digits", "--out", bench["nothing.safetensors"], "--resume");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("nothing to go on from", result.Errors, StringComparison.Ordinal);

        var complete = bench.Run("train", Workbench.Digits, "--data", "digits", "--out", bench.DigitsWeights, "--resume");
        Assert.Equal((1, $"error: {bench.DigitsWeights} is there, and no {bench["digits.checkpoint.safetensors"]}: its training is complete. Without --resume it is trained anew.\n"), (complete.ExitCode, complete.Errors));
    }

    /// <summary>Its checkpoint stays, whoever forgets a word; and the line that goes on is one that a shell reads as it was given.</summary>
    [Fact]
    public void ARunThatWasStopped_IsNotLost_AndItsLineCanBePasted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A signal is sent with kill, and the line is given to bash.");
        const string Name = "it's $HOME; \"a\" *.safetensors";
        using var folder = new Testing.TemporaryFolder();
        string[] command = ["train", Workbench.Digits, "--data", "digits", "--epochs", "100", "--out", Name];
        using (var process = Bmlp.Start(command, bench.Environment(), folder.Path))
        {
            WaitForEpoch(1, process);
            Kill("TERM", process.Id);
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            File.WriteAllText(folder["go on"], $"bmlp() {{ dotnet '{Bmlp.Tool}' \"$@\"; }}; {errors[(errors.IndexOf("Go on with: ", StringComparison.Ordinal) + 12)..]}");
        }
        var checkpoint = Directory.GetFiles(folder.Path, "*.checkpoint.safetensors").Single();
        var before = File.ReadAllBytes(checkpoint);

        var forgotten = Bmlp.RunIn(folder.Path, command, bench.Environment());
        Assert.Equal((1, ""), (forgotten.ExitCode, forgotten.Output));
        Assert.Contains($"{Path.GetFileName(checkpoint)} is of a run that was stopped: go on with it with --resume and the settings that it has, or, to start anew, delete it or choose another --out.", forgotten.Errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(checkpoint));

        var resumed = Bmlp.RunBash(folder.Path, ["go on"], bench.Environment());
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.False(File.Exists(checkpoint));
    }

    [Fact]
    public void ASignalBeforeTheFirstStep_IsSaidToHaveWrittenNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "A signal is sent with kill.");
        using var folder = new Testing.TemporaryFolder();
        Testing.Shell.Run("mkfifo", folder["slow.bmlp"]);
        // With nothing in the cache and nothing compiled ahead it compiles the program for longer than .NET takes to hand a signal on.
        using var process = Bmlp.Start(["train", folder["slow.bmlp"], "--data", "digits", "--out", folder["w"]], bench.Environment(("XDG_CACHE_HOME", folder["cache"]), ("DOTNET_ReadyToRun", "0")));
        using (var program = new FileStream(folder["slow.bmlp"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))    // now it reads
        {
            Kill("TERM", process.Id);
            program.Write(File.ReadAllBytes(Workbench.Digits));
        }

        Assert.Equal("stopped before it began: nothing is written\n", Bmlp.WithoutProgress(process.StandardError.ReadToEnd()));
        process.WaitForExit();
        Assert.Equal(143, process.ExitCode);
    }

    [Fact]
    public void TrainingThatDiverges_WritesNoWeights_AndItsLogIsThereFromTheFirstStep()
    {
        var program = bench["wild.bmlp"];
        File.WriteAllText(program, File.ReadAllText(Workbench.Digits).Replace("lr: 1e-2", "lr: 1e30", StringComparison.Ordinal));
        var weights = bench["wild.safetensors"];

        var result = bench.Run("train", program, "--data", "digits", "--out", weights, "--log", bench["wild.csv"]);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("epoch,step,", Assert.Single(File.ReadAllLines(bench["wild.csv"])), StringComparison.Ordinal);
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

    private static void WaitForEpoch(int epoch, Process training)
    {
        while (training.StandardError.ReadLine() is { } line && !line.StartsWith($"epoch {epoch}/", StringComparison.Ordinal))
        {
        }
    }

    private static void Kill(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
    }
}
