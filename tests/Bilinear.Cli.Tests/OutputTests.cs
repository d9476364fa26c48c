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
    [InlineData("--data's ./d/test.safetensors, which it is made from", "train", Program, "--data", "d", "--data-dir", ".", "--out", "d/test.safetensors")]
    [InlineData("keep.checkpoint.safetensors would be replaced by the checkpoint beside keep.safetensors", "train", Program, "--data", "digits", "--out", "keep.safetensors")]
    [InlineData("--out self.safetensors would replace self.checkpoint.safetensors (the checkpoint beside --out), which this command writes too", "train", Program, "--data", "digits", "--out", "self.safetensors")]
    [InlineData("--weights p.safetensors, which it is made from", "decompose", Program, "--weights", Weights, "--out", Weights)]
    [InlineData("--weights p.safetensors, which it is made from", "decompose", Program, "--weights", Weights, "--out", "symbolic.link")]
    [InlineData("--weights p.safetensors, which it is made from", "decompose", Program, "--weights", Weights, "--out", "hard.link")]
    [InlineData("--weights linked/p.safetensors, which it is made from", "report", Program, "--weights", "linked/p.safetensors", "--data", "digits", "--out", Weights)]
    [InlineData("--out no/ is a folder", "train", Program, "--data", "digits", "--out", "no/")]
    [InlineData("--out d is a folder", "report", Program, "--weights", Weights, "--data", "digits", "--out", "d")]
    [InlineData("--out no/such.html: there is no folder", "report", Program, "--weights", Weights, "--data", "digits", "--out", "no/such.html")]
    [InlineData("--weights p.safetensors, which it is made from", "truncate", Program, "--weights", Weights, "--keep", "2", "--out", Weights)]
    [InlineData("--input x.safetensors, which it is made from", "run", Program, "--weights", Weights, "--input", "x.safetensors", "--output", "x.safetensors")]
    [InlineData("p.bmlp (the program beside --out) would replace FILE p.bmlp", "truncate", Program, "--weights", "q", "--keep", "2", "--out", Weights)]
    [InlineData("keep.bmlp would be replaced by the program beside keep.safetensors", "truncate", Program, "--weights", Weights, "--keep", "2", "--out", "keep.safetensors")]
    [InlineData("--out T.bmlp would look like a program, and is none", "truncate", Program, "--weights", Weights, "--keep", "2", "--out", "T.bmlp")]
    [InlineData("--out new.bmlp would look like a program, and is none", "train", Program, "--data", "digits", "--out", "new.bmlp")]
    [InlineData("--output x.NPZ would be taken for .npz by its name, and tensors are written as .safetensors: name it .safetensors.", "run", Program, "--weights", Weights, "--input", "x.safetensors", "--output", "x.NPZ")]
    [InlineData("--out x.pt would be taken for .pt by its name", "train", Program, "--data", "digits", "--out", "x.pt")]
    [InlineData("--out x.csv would be taken for .csv by its name", "truncate", Program, "--weights", Weights, "--keep", "2", "--out", "x.csv")]
    [InlineData("--out x.json would be taken for .json by its name", "decompose", Program, "--weights", Weights, "--out", "x.json")]
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

    /// <summary>A number that a shell has opened a file under is one more name of that file.</summary>
    [Theory]
    [InlineData("", "/dev/fd/9 9<>p.safetensors")]
    [InlineData("", "/proc/self/fd/9 9>>p.safetensors")]
    [InlineData("", "/dev/stdout 1<>p.safetensors")]
    [InlineData("", "/dev/stdout >>p.safetensors")]
    [InlineData("exec 9<>p.safetensors;", "/proc/$$/fd/9 9>&-")]
    public void AnInputThatIsOpenUnderANumber_IsRefusedBeforeAnyWork(string before, string output)
    {
        using var folder = Folder();
        var contents = Contents(folder.Path);

        var (code, _, errors) = Bash(folder, $"{before} dotnet '{Bmlp.Tool}' truncate {Program} --weights {Weights} --keep 2 --out {output}");

        Assert.Equal(1, code);
        Assert.Matches(@"^error: --out \S+ would replace --weights p\.safetensors, which it is made from: choose another name\.\n$", errors);
        Assert.Equal(contents, Contents(folder.Path));
    }

    [Theory]
    [InlineData("9<q", "it is open for reading only")]
    [InlineData("9>&-", "nothing is open under the number 9")]
    public void ANumberThatTakesNothing_IsRefusedBeforeAnyWork(string redirection, string reason)
    {
        using var folder = Folder();
        Assert.Equal((1, "", $"error: --out /dev/fd/9 cannot be written: {reason}.\n"), Bash(folder, $"dotnet '{Bmlp.Tool}' decompose {Program} --weights {Weights} --out /dev/fd/9 {redirection}"));
    }

    [Fact]
    public void AFileThatIsOpen_HoldsWhatIsWrittenFromWhereItStands_AndNothingBehindIt()
    {
        using var folder = Folder();
        var truncate = $"dotnet '{Bmlp.Tool}' truncate {Program} --weights {Weights} --keep 2 --out";

        var (code, _, errors) = Bash(folder, $"""
            {truncate} whole && for file in longer begun; do head -c 100000 /dev/zero > $file; done; printf before > longer; printf before > appended
            {truncate} /dev/fd/9 9<>longer && {truncate} /dev/stdout 1<>begun && {truncate} /dev/fd/9 9>>appended && (printf before >&9; {truncate} /dev/fd/9; printf behind >&9) 9>between
            {truncate} /dev/stdout | head -c 10 > piped
            """);

        Assert.True(code == 0, errors);
        Assert.Contains("wrote /dev/stdout\n", errors, StringComparison.Ordinal);
        var whole = File.ReadAllBytes(folder["whole"]);
        Assert.Equal(whole, File.ReadAllBytes(folder["longer"]));
        Assert.Equal(whole, File.ReadAllBytes(folder["begun"]));
        Assert.Equal([.. "before"u8, .. whole], File.ReadAllBytes(folder["appended"]));
        Assert.Equal([.. "before"u8, .. whole, .. "behind"u8], File.ReadAllBytes(folder["between"]));
        Assert.Equal(whole[..10], File.ReadAllBytes(folder["piped"]));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("device")]
    [InlineData("link")]
    public void ADerivedPlaceThatIsNoFile_IsRefusedBeforeAnyWork(string kind)
    {
        using var folder = Folder();
        foreach (var place in new[] { "new.bmlp", "new.checkpoint.safetensors" })
        {
            var made = kind switch
            {
                "pipe" => Shell.Run("mkfifo", folder[place]),
                "device" => Shell.Run("mknod", folder[place], "c", "1", "3"),
                _ => Shell.Run("ln", "-s", "/dev/full", folder[place]),
            };
            Assert.SkipWhen(made is null, $"A {kind} cannot be made here.");
        }

        foreach (var command in (string[])[$"truncate {Program} --weights {Weights} --keep 2 --out new.safetensors", $"train {Program} --data digits --out new.safetensors"])
        {
            var (code, output, errors) = Bash(folder, $"timeout 60 dotnet '{Bmlp.Tool}' {command}");
            Assert.Equal((1, ""), (code, output));
            Assert.Matches(@"^error: new\.(bmlp|checkpoint\.safetensors) is a device or a pipe, where the (program|checkpoint) beside new\.safetensors belongs\. Move it away, or give the weights another name\.\n$", errors);
        }
        Assert.False(File.Exists(folder["new.safetensors"]));
    }

    [Fact]
    public void APipeInACache_IsNoEntry_AndIsLeftAlone()
    {
        using var folder = Folder();
        var decompose = $"timeout 100 dotnet '{Bmlp.Tool}' decompose {Program} --weights {Weights} --data digits --out";

        var (code, _, errors) = Bash(folder, $"""
            export XDG_CACHE_HOME=$PWD/cache
            {decompose} a && find cache -name '*.model' -o -name '*.entry' | sort > entries && xargs rm < entries && xargs mkfifo < entries && {decompose} b && cmp a b && find cache -type p | sort | cmp - entries
            """);

        Assert.True(code == 0, errors);
        Assert.Equal(2, File.ReadLines(folder["entries"]).Select(entry => Path.GetExtension(entry)).Distinct().Count());
    }

    [Fact]
    public void AFileThatIsTooLong_IsALine()
    {
        using var folder = Folder();
        Assert.Equal((1, "", "error: big could not be written. It would be larger than a file may be here.\n"), Bash(folder, $"ulimit -f 20; DOTNET_EnableWriteXorExecute=0 dotnet '{Bmlp.Tool}' truncate {Program} --weights {Weights} --keep 8 --out big"));
        Assert.False(File.Exists(folder["big"]));
    }

    [Fact]
    public void TooFewOpenFiles_AreALine()
    {
        using var folder = Folder();
        Assert.Equal((1, "", "error: This process may have 60 files open at once, and needs 128: raise the limit, as `ulimit -n 1024` does.\n"), Bash(folder, $"ulimit -n 60; dotnet '{Bmlp.Tool}' eval {Program} --weights {Weights} --data digits"));
    }

    [Fact]
    public void AFolderThatNobodyMayWriteTo_IsFoundBeforeAnyWork()
    {
        using var folder = Folder();
        Directory.CreateDirectory(folder["fixed"]);
        Assert.SkipWhen(Shell.Run("mount", "-t", "tmpfs", "-o", "ro", "none", folder["fixed"]) is null, "A disk that is read only cannot be mounted here.");
        try
        {
            var result = Bmlp.RunIn(folder.Path, ["run", Program, "--weights", "none", "--input", "none", "--output", "fixed/x"], bench.Environment());
            Assert.Equal((1, "", $"error: --output fixed/x cannot be written: no file can be put into {folder["fixed"]}, which this user may not write to.\n"), (result.ExitCode, result.Output, result.Errors));
        }
        finally
        {
            Shell.Run("umount", folder["fixed"]);
        }
    }

    private (int Code, string Output, string Errors) Bash(TemporaryFolder folder, string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The shell of Linux opens files under numbers.");
        var result = Bmlp.RunBash(folder.Path, ["-c", script], bench.Environment());
        return (result.ExitCode, result.Output, result.Errors);
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
