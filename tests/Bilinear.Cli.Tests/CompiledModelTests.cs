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
    public void Check_LoadsNoRoslyn()
    {
        var loaded = LoadedBy(["check", Workbench.Mnist]);

        Assert.Contains("Bilinear.Dsl", loaded);
        Assert.DoesNotContain(loaded, name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded, name => name.StartsWith("ILGPU", StringComparison.Ordinal));
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
