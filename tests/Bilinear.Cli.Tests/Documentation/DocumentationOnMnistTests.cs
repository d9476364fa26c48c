using System.Text.RegularExpressions;

namespace Bilinear.Cli.Tests.Documentation;

/// <summary>The blocks that need MNIST. A class of its own, so that it runs beside the others: the two are the longest of all.</summary>
public sealed class DocumentationOnMnistTests(TrainedDigits digits)
{
    public static TheoryData<string> Pages => ["docs/cli.md", "docs/getting-started.md", "docs/explain.md", "docs/ablation.md", "docs/masks.md", "docs/cp.md", "docs/bottleneck.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_Work(string name)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("BILINEAR_DATA") is null, "BILINEAR_DATA is not set: it names the folder that holds mnist/.");

        using var reader = new Reader(digits);
        DocumentationTests.Prepare(reader, name);
        var page = Page.Read(name);
        foreach (var block in page.Blocks.Where(block => block.Marks.Contains("mnist") || block.Marks.Any(mark => mark.EndsWith(".bmlp", StringComparison.Ordinal))))
            reader.Follow(page, block with { Text = Regex.Replace(block.Text, @"--epochs \d+", "--epochs 1") });
    }
}
