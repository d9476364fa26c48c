using Bilinear.Generators.Tests.Harness;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests;

/// <summary>The C# of docs/explain.md and docs/ablation.md runs from top to bottom, and writes its page.</summary>
public sealed class ExplainingPagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("explain.md", "why.html")]
    [InlineData("ablation.md", "ablated.html")]
    public void Code_RunsAndWritesItsPage(string name, string written)
    {
        new DocumentPage(name).Run(("digits.bmlp", File.ReadAllText(Repository.Program("digits"))), ($"\"{written}\"", $"@\"{_folder[written]}\""));

        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_folder[written]), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
