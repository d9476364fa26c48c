namespace Bilinear.Cli.Tests.Scripting;

/// <summary><c>--quiet</c>: standard error says nothing that is no error, and all else is as without it.</summary>
public sealed class QuietTests(Workbench bench) : IClassFixture<Workbench>
{
    [Fact]
    public void Training_SaysItsScoreAndNothingElse()
    {
        var said = bench.Run("train", Workbench.Digits, "--data", "digits", "--epochs", "2", "--out", bench["said.safetensors"]);
        var quiet = bench.Run("--quiet", "train", Workbench.Digits, "--data", "digits", "--epochs", "2", "--out", bench["quiet.safetensors"]);

        Assert.Contains("epoch 2/2", said.Errors, StringComparison.Ordinal);
        Assert.Equal((0, said.Output, ""), (quiet.ExitCode, quiet.Output, quiet.Errors));
        Assert.Empty(quiet.Progress);
        Assert.Equal(File.ReadAllBytes(bench["said.safetensors"]), File.ReadAllBytes(bench["quiet.safetensors"]));
    }

    [Fact]
    public void Errors_AreSaid()
    {
        var page = bench["page.html"];

        Assert.Equal((0, "", ""), bench.Run("report", Workbench.Digits, "--weights", bench.DigitsWeights, "--data", "digits", "--out", page, "--quiet") is var drawn ? (drawn.ExitCode, drawn.Output, drawn.Errors) : default);
        Assert.True(File.Exists(page));
        Assert.Equal((1, $"error: --weights {bench["none"]}: there is no such file.\n"), bench.Run("eval", Workbench.Digits, "--weights", bench["none"], "--data", "digits", "--quiet") is var refused ? (refused.ExitCode, refused.Errors) : default);
    }
}
