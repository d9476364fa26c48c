namespace Bilinear.Cli.Tests.Documentation;

/// <summary>The first pages, and those on a model that is there.</summary>
public sealed class DocumentationOfUseTests(TrainedDigits digits)
{
    public static TheoryData<string> Pages => ["README.md", "docs/getting-started.md", "docs/serving.md", "docs/export.md", "docs/artefacts.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_Work(string name) => DocumentationTests.Follow(name, digits);
}
