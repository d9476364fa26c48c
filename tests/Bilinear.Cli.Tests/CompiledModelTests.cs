using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

/// <summary>What is compiled once is not compiled again, and nothing that a command does not need is loaded.</summary>
public sealed class CompiledModelTests(Workbench bench) : IClassFixture<Workbench>
{
    private string[] Eval => ["eval", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits"];

    private string Models => Path.Combine(bench.Path, "cache", "bilinear", "models");

    [Fact]
    public void ASecondCall_LoadsNeitherRoslynNorIlgpuNorSpectre()
    {
        Assert.Equal(0, bench.Run(Eval).ExitCode);

        var loaded = LoadedBy([.. Eval, "--device", "cpu"]);

        Assert.Contains("Bilinear.Runtime", loaded);
        Assert.DoesNotContain(loaded, name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded, name => name.StartsWith("ILGPU", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded, name => name.StartsWith("Spectre", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_LoadsNeitherRoslynNorOnnx()
    {
        var loaded = LoadedBy(["check", Workbench.Mnist]);

        Assert.Contains("Bilinear.Dsl", loaded);
        Assert.DoesNotContain(loaded, name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded, name => name.StartsWith("ILGPU", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded, name => name is "OnnxSharp" or "Google.Protobuf");
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("changed")]
    [InlineData("longer")]
    public void DamagedEntry_IsCompiledAgain(string damage)
    {
        var expected = bench.Run(Eval);
        var file = Assert.Single(Directory.GetFiles(Models, "Digits-*.model"));
        var good = File.ReadAllBytes(file);
        byte[] bad = damage switch
        {
            "cut" => good[..(good.Length / 2)],
            "empty" => [],
            "changed" => [.. good[..^100], (byte)(good[^100] ^ 1), .. good[^99..]],
            _ => [.. good, 0],
        };
        File.WriteAllBytes(file, bad);

        Assert.Equal(expected, bench.Run(Eval));
        Assert.Equal(good, File.ReadAllBytes(file));
    }

    [Fact]
    public void Comments_AreNoOtherModel()
    {
        Assert.Equal(0, bench.Run(Eval).ExitCode);
        var file = bench["commented.bmlp"];
        File.WriteAllText(file, "// A comment.\n" + File.ReadAllText(Workbench.Digits));

        Assert.Equal(0, bench.Run("eval", file, "--weights", bench.DigitsWeights, "--data", "digits").ExitCode);
        Assert.Single(Directory.GetFiles(Models, "Digits-*"));
    }

    [Fact]
    public async Task RacingProcesses_AllAnswer()
    {
        using var cache = new TemporaryFolder();
        var weights = bench.DigitsWeights;
        var racing = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Bmlp.Run(Eval, [("XDG_CACHE_HOME", cache.Path)])));

        var results = await Task.WhenAll(racing);

        Assert.All(results, result => Assert.Equal((0, ""), (result.ExitCode, result.Errors)));
        Assert.Single(results.Select(result => result.Output).Distinct());
        Assert.Single(Directory.GetFiles(Path.Combine(cache.Path, "bilinear", "models")));
    }

    [Fact]
    public void CacheThatCannotBeWritten_IsNoMistake()
    {
        var file = bench["file"];
        File.WriteAllText(file, "");

        Assert.Equal(0, Bmlp.Run(Eval, [("XDG_CACHE_HOME", file)]).ExitCode);
    }

    [Theory]
    [InlineData("models", "o+w")]
    [InlineData("", "g+w")]
    public void AFolderThatOthersMayWrite_IsNotUsed(string folder, string mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        using var cache = new TemporaryFolder();
        (string, string?)[] variables = [("XDG_CACHE_HOME", cache["home"])];
        Assert.Equal(0, Bmlp.Run(Eval, variables).ExitCode);
        var file = Assert.Single(Directory.GetFiles(cache["home/bilinear/models"]));
        Assert.Equal("600 700 700\n", string.Join(' ', new[] { file, cache["home/bilinear/models"], cache["home"] }.Select(path => Shell.Run("stat", "-c", "%a", path)!.Trim())) + "\n");
        var good = File.ReadAllBytes(file);
        File.WriteAllText(file, "planted");
        Shell.Run("chmod", mode, Path.Combine(cache["home/bilinear"], folder));

        Assert.Equal((0, ""), (Bmlp.Run(Eval, variables).ExitCode, Bmlp.Run(Eval, variables).Errors));
        Assert.Equal("planted", File.ReadAllText(file));

        Shell.Run("chmod", "go-w", Path.Combine(cache["home/bilinear"], folder));
        Assert.Equal(0, Bmlp.Run(Eval, variables).ExitCode);
        Assert.Equal(good, File.ReadAllBytes(file));
    }

    [Fact]
    public void AFileOfAnother_IsNotRun()
    {
        var expected = bench.Run(Eval);
        var file = Assert.Single(Directory.GetFiles(Models, "Digits-*.model"));
        Assert.SkipWhen(Shell.Run("chown", "12345", file) is null, "Only root can give files away.");
        var before = File.GetLastWriteTimeUtc(file);

        Assert.Equal(expected, bench.Run(Eval));

        Assert.NotEqual(before, File.GetLastWriteTimeUtc(file));    // written again, and the user's own
        Shell.Run("chown", $"{Shell.Run("id", "-u")!.Trim()}", file);
    }

    [Fact]
    public void AnotherModelsFile_IsNotRun()
    {
        var expected = bench.Run(Eval);
        var file = Assert.Single(Directory.GetFiles(Models, "Digits-*.model"));
        var good = File.ReadAllBytes(file);
        var program = bench["gated.bmlp"];
        File.WriteAllText(program, File.ReadAllText(Workbench.Digits).Replace("model Digits", "model Gated", StringComparison.Ordinal).Replace("train Digits", "train Gated", StringComparison.Ordinal).Replace("decompose Digits", "decompose Gated", StringComparison.Ordinal));
        Assert.Equal(0, bench.Run("train", program, "--data", "digits", "--epochs", "1", "--out", bench["gated.safetensors"]).ExitCode);
        File.Copy(Assert.Single(Directory.GetFiles(Models, "Gated-*.model")), file, overwrite: true);

        Assert.Equal(expected, bench.Run(Eval));
        Assert.Equal(good, File.ReadAllBytes(file));
    }

    [Theory]
    [InlineData("HOME", "/nonexistent/of/bilinear-tests")]
    [InlineData("HOME", ".")]
    [InlineData("XDG_CACHE_HOME", "relative")]
    public void WithoutAFolderOfTheUsersOwn_ThereIsNoCache(string variable, string value)
    {
        using var folder = new TemporaryFolder();
        (string, string?)[] variables = [("XDG_CACHE_HOME", null), ("BILINEAR_DATA", null), (variable, value)];
        // Drivers of GPUs have caches of their own making.
        string[] decompose = ["decompose", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out", folder["s.safetensors"], "--device", "cpu"];

        var decomposed = Bmlp.RunIn(folder.Path, decompose, variables);
        Assert.Equal((0, ""), (decomposed.ExitCode, decomposed.Output));
        Assert.Matches(@"^wrote .*s\.safetensors \(.* KB\)\n$", decomposed.Errors);
        Assert.Equal([folder["s.safetensors"]], Directory.GetFileSystemEntries(folder.Path));

        var fetched = Bmlp.RunIn(folder.Path, ["data", "mnist", "--mirror", "http://127.0.0.1:9/"], variables);
        Assert.Equal((1, ""), (fetched.ExitCode, fetched.Output));
        Assert.Contains("There is nowhere to put MNIST", fetched.Errors, StringComparison.Ordinal);
        Assert.Contains("--data-dir", fetched.Errors, StringComparison.Ordinal);
        Assert.Equal([folder["s.safetensors"]], Directory.GetFileSystemEntries(folder.Path));
    }

    /// <summary>There is no program that is known to do this, so it is what the code is compiled against that is missing.</summary>
    [Fact]
    public void CodeThatDoesNotCompile_IsOneLineThatSaysWhereToReport()
    {
        using var cache = new TemporaryFolder();
        var result = Bmlp.Run(
            ["train", Workbench.Digits, "--data", "digits", "--out", bench["none.safetensors"]],
            [("XDG_CACHE_HOME", cache.Path), ("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (StartupHook.WithoutReferences, "1")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"^digits\.bmlp: error BMLP9001: the C# code of `Digits` does not compile \(CS\d+: .*docs/diagnostics/BMLP9001\.md says\.\n$", result.Errors);
    }

    // The runtime calls StartupHook of this assembly before the tool begins; it lists what the process has loaded at its end.
    private string[] LoadedBy(string[] arguments)
    {
        var list = bench["loaded.txt"];
        var result = Bmlp.Run(arguments, bench.Environment(("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (StartupHook.Variable, list)));
        Assert.True(result.ExitCode == 0, result.Errors);
        return File.ReadAllLines(list);
    }
}
