using System.Diagnostics;
using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

/// <summary>What commands may write to: never a file that they read, nor one that only follows from a name and is somebody's.</summary>
public sealed class OutputTests(Workbench bench) : IClassFixture<Workbench>
{
    private const string Program = "p.bmlp";
    private const string Weights = "p.safetensors";

    /// <summary>In a folder with p.bmlp, its weights p.safetensors, data in d, names of them that are links, and files of the user's own.</summary>
    [Theory]
    [InlineData("FILE p.bmlp, which it is made from", "train", Program, "--data", "digits", "--out", Program)]
    [InlineData("FILE p.bmlp, which it is made from", "train", Program, "--data", "digits", "--out", "d/../p.bmlp")]
    [InlineData("--data's d/train.safetensors, which it is made from", "train", Program, "--data", "d", "--out", "d/train.safetensors")]
    [InlineData("--data's d/test.safetensors, which it is made from", "train", Program, "--data", "d", "--data-dir", ".", "--out", "d/test.safetensors")]
    [InlineData("keep.checkpoint.safetensors would be replaced by the checkpoint beside keep.safetensors", "train", Program, "--data", "digits", "--out", "keep.safetensors")]
    [InlineData("--out self.safetensors would replace self.checkpoint.safetensors (the checkpoint beside --out), which this command writes too", "train", Program, "--data", "digits", "--out", "self.safetensors")]
    [InlineData("--weights p.safetensors, which it is made from", "decompose", Program, "--weights", Weights, "--out", Weights)]
    [InlineData("--weights p.safetensors, which it is made from", "decompose", Program, "--weights", Weights, "--out", "symbolic.link")]
    [InlineData("--weights p.safetensors, which it is made from", "decompose", Program, "--weights", Weights, "--out", "hard.link")]
    [InlineData("--weights linked/p.safetensors, which it is made from", "report", Program, "--weights", "linked/p.safetensors", "--data", "digits", "--out", Weights)]
    [InlineData("--out d is a folder", "report", Program, "--weights", Weights, "--data", "digits", "--out", "d")]
    [InlineData("--out no/such.html: there is no folder", "report", Program, "--weights", Weights, "--data", "digits", "--out", "no/such.html")]
    [InlineData("--weights p.safetensors, which it is made from", "truncate", Program, "--weights", Weights, "--keep", "2", "--out", Weights)]
    [InlineData("--input x.safetensors, which it is made from", "run", Program, "--weights", Weights, "--input", "x.safetensors", "--output", "x.safetensors")]
    [InlineData("p.bmlp (the program beside --out) would replace FILE p.bmlp", "truncate", Program, "--weights", "q", "--keep", "2", "--out", Weights)]
    [InlineData("keep.bmlp would be replaced by the program beside keep.safetensors", "truncate", Program, "--weights", Weights, "--keep", "2", "--out", "keep.safetensors")]
    [InlineData("--out T.bmlp would look like a program, and is none", "truncate", Program, "--weights", Weights, "--keep", "2", "--out", "T.bmlp")]
    [InlineData("--out new.bmlp would look like a program, and is none", "train", Program, "--data", "digits", "--out", "new.bmlp")]
    public void AnOutputThatWouldDestroy_IsRefusedBeforeAnyWork(string words, params string[] command)
    {
        using var folder = Folder();
        var before = Contents(folder.Path);

        var result = Bmlp.RunIn(folder.Path, command, bench.Environment());

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: ", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder.Path));
    }

    [Fact]
    public void NamesWithDots_HaveFilesOfTheirOwn()
    {
        using var folder = Folder();
        var program = File.ReadAllText(folder[Program]);

        var result = Bmlp.RunIn(folder.Path, ["truncate", Program, "--weights", Weights, "--keep", "2", "--out", "p.top2"], bench.Environment());

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^wrote p\.top2 \(.* KB\)\nwrote p\.top2\.bmlp \(\d+ bytes\)\n$", result.Errors);
        Assert.Equal(program, File.ReadAllText(folder[Program]));
        Assert.Equal(0, Bmlp.RunIn(folder.Path, ["eval", "p.top2.bmlp", "--weights", "p.top2", "--data", "digits"], bench.Environment()).ExitCode);
        Assert.Equal(0, Bmlp.RunIn(folder.Path, ["truncate", Program, "--weights", Weights, "--keep", "3", "--out", "p.top2"], bench.Environment()).ExitCode);
        Assert.Contains("Top3", File.ReadAllText(folder["p.top2.bmlp"]), StringComparison.Ordinal);
    }

    [Fact]
    public void StandardOutput_CanBeTheFile()
    {
        Assert.SkipUnless(File.Exists("/dev/stdout"), "There is no /dev/stdout here.");
        using var folder = Folder();
        string[] command = ["run", Program, "--weights", Weights, "--input", "x.safetensors", "--output"];
        Assert.Equal(0, Bmlp.RunIn(folder.Path, [.. command, "y.safetensors"], bench.Environment()).ExitCode);

        var start = new ProcessStartInfo("sh", ["-c", $"printf before > redirected; dotnet {Bmlp.Tool} {string.Join(' ', command)} /dev/stdout >> redirected; dotnet {Bmlp.Tool} {string.Join(' ', command)} /dev/stdout | cat > piped"])
        {
            WorkingDirectory = folder.Path,
        };
        foreach (var (name, value) in bench.Environment())
            start.Environment[name] = value;
        using (var shell = Process.Start(start)!)
            shell.WaitForExit();

        var expected = File.ReadAllBytes(folder["y.safetensors"]);
        Assert.Equal([.. "before"u8, .. expected], File.ReadAllBytes(folder["redirected"]));
        Assert.Equal(expected, File.ReadAllBytes(folder["piped"]));
    }

    [Fact]
    public void ADevice_TakesTheWeightsOfTraining_AndNothingStandsBesideIt()
    {
        using var folder = Folder();
        Assert.SkipWhen(Shell.Run("mknod", folder["null"], "c", "1", "3") is null, "Only root can make devices.");
        var before = Contents(folder.Path);

        var result = Bmlp.RunIn(folder.Path, ["train", Program, "--data", "digits", "--epochs", "1", "--out", "null"], bench.Environment());

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(before, Contents(folder.Path));
    }

    [Theory]
    [InlineData("eval", Program, "--weights", "pipe", "--data", "digits")]
    [InlineData("run", Program, "--weights", Weights, "--input", "pipe", "--output", "y.safetensors")]
    [InlineData("similarity", Weights, "pipe")]
    public void APipeOfTensors_IsRefusedInALine(params string[] command)
    {
        using var folder = Folder();
        Assert.SkipWhen(Shell.Run("mkfifo", folder["pipe"]) is null, "There are no pipes here.");

        var result = Bmlp.RunIn(folder.Path, command, bench.Environment());

        Assert.Equal((1, "", "error: pipe: it is a pipe or a device, and tensors are read from their places in a file: write it to a file first.\n"), (result.ExitCode, result.Output, result.Errors));
    }

    private TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        File.Copy(Workbench.Digits, folder[Program]);
        File.Copy(bench.DigitsWeights, folder[Weights]);
        File.Copy(bench.DigitsWeights, folder["q"]);
        File.CreateSymbolicLink(folder["symbolic.link"], Weights);
        File.CreateSymbolicLink(folder["linked"], ".");
        Shell.Run("ln", folder[Weights], folder["hard.link"]);
        File.CreateSymbolicLink(folder["self.checkpoint.safetensors"], "self.safetensors");
        File.WriteAllText(folder["keep.bmlp"], "// mine\n");
        File.WriteAllText(folder["keep.checkpoint.safetensors"], "mine");
        new RawTensors().Add("input", "F32", [3, 8, 8], [.. Enumerable.Range(0, 192).Select(i => MathF.Sin(i))]).Write(folder["x.safetensors"]);
        Directory.CreateDirectory(folder["d"]);
        foreach (var part in new[] { "train", "test" })
            new RawTensors().Add("input", "U8", [200, 8, 8], new byte[200 * 64]).Add("target", "I64", [200], [.. Enumerable.Range(0, 200).Select(i => i % 10L)]).Write(folder[$"d/{part}.safetensors"]);
        return folder;
    }

    private static string[] Contents(string folder) =>
    [
        .. Directory.GetFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal)
            .Select(path => path + (File.Exists(path) && Path.GetFileName(path) != "null" ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))) : "")),
    ];
}
