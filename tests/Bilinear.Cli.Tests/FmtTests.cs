using Bilinear.Testing;

namespace Bilinear.Cli.Tests;

public sealed class FmtTests : IDisposable
{
    private const string Untidy = "train   A{ batch 1 // why\n epochs  2 }";
    private const string Tidy = "train A {\n  batch  1  // why\n  epochs 2\n}\n";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void ItChangesWhatIsUntidy_AndNamesIt()
    {
        var (untidy, tidy) = (Write("untidy.bmlp", Untidy), Write("tidy.bmlp", Tidy));
        var before = File.GetLastWriteTimeUtc(tidy);

        var result = Bmlp.Run("fmt", untidy, tidy);

        Assert.Equal((0, untidy + "\n", ""), (result.ExitCode, result.Output, result.Errors));
        Assert.Equal(Tidy, File.ReadAllText(untidy));
        Assert.Equal(before, File.GetLastWriteTimeUtc(tidy));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void Check_OnlyNamesIt_AndEndsWithOne()
    {
        var (untidy, tidy) = (Write("untidy.bmlp", Untidy), Write("tidy.bmlp", Tidy));

        var result = Bmlp.Run("fmt", "--check", tidy, untidy);

        Assert.Equal((1, untidy + "\n", ""), (result.ExitCode, result.Output, result.Errors));
        Assert.Equal(Untidy, File.ReadAllText(untidy));
        Assert.Equal((0, ""), (Bmlp.Run("fmt", "--check", tidy).ExitCode, result.Errors));
    }

    [Fact]
    public void AFileWithSyntaxErrors_StaysAsItIs()
    {
        var (wrong, untidy) = (Write("wrong.bmlp", "train  A { batch }\n  x 1 2"), Write("untidy.bmlp", Untidy));

        var result = Bmlp.Run("fmt", wrong, untidy);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"{wrong}(2,3): error BMLP1", result.Errors, StringComparison.Ordinal);
        Assert.Equal("train  A { batch }\n  x 1 2", File.ReadAllText(wrong));
        Assert.Equal(Tidy, File.ReadAllText(untidy));
    }

    [Fact]
    public void ALinkStaysALink_AndPermissionsStay()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        var untidy = Write("untidy.bmlp", Untidy);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(untidy, Mode);
        File.CreateSymbolicLink(_folder["link.bmlp"], untidy);

        Assert.Equal(0, Bmlp.Run("fmt", _folder["link.bmlp"]).ExitCode);

        Assert.NotNull(File.ResolveLinkTarget(_folder["link.bmlp"], returnFinalTarget: true));
        Assert.Equal(Tidy, File.ReadAllText(untidy));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(Mode, File.GetUnixFileMode(untidy));
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
