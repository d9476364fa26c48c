namespace Bilinear.Cli.Tests.Documentation;

/// <summary>The pages on data, and on what becomes of them.</summary>
public sealed class DocumentationOfTrainingTests(TrainedDigits digits)
{
    public static TheoryData<string> Pages => ["docs/data.md", "docs/training.md", "docs/gates.md", "docs/toy-language.md", "docs/converting.md", "docs/norms.md", "docs/tokenizers.md", "docs/language-models.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_Work(string name) => DocumentationTests.Follow(name, digits);
}
