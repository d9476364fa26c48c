using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Tests.Syntax;

public sealed class RecoveryTests
{
    [Fact]
    public void EveryOfManyMistakesIsCounted()
    {
        const int Mistakes = 1500;
        var text = string.Concat(Enumerable.Range(0, Mistakes).Select(i => $"block B{i}(x: f32[d]) -> f32[d] {{\n l = linear(,)\n return x |> l\n}}\n"));

        var parsed = Parsed.Of(text);

        Assert.Equal(DiagnosticBag.MostMistakes + 1, parsed.Diagnostics.Count);
        Assert.Equal(DiagnosticRules.TooManyMistakes, parsed.Diagnostics[^1].Rule);
        Assert.Contains(" 1,400 more mistakes", parsed.Diagnostics[^1].Message, StringComparison.Ordinal);
        Assert.Equal(Mistakes, parsed.File.Declarations.Count);
    }

    [Fact]
    public void AsManyMistakesAsAreShownAreAll()
    {
        var parsed = Parsed.Of(string.Concat(Enumerable.Repeat("$\n", DiagnosticBag.MostMistakes)));

        Assert.Equal(DiagnosticBag.MostMistakes, parsed.Diagnostics.Count);
        Assert.All(parsed.Diagnostics, diagnostic => Assert.Equal(DiagnosticRules.UnknownCharacter, diagnostic.Rule));
    }

    [Theory]
    [InlineData("block A(x: f32[d]) -> f32[d] {\n return x |> (\n}\n")]
    [InlineData("block A(x: f32[d]) -> f32[d] {\n return x |> a\n")]
    [InlineData("block A(x: f32[d) -> f32[d] {\n return x |> a\n}\n")]
    [InlineData("block A(x: f32[d]) -> f32[d]\n")]
    [InlineData("block A { }\n")]
    [InlineData("block A\n")]
    public void AMistakeStaysInItsDeclaration(string broken)
    {
        var parsed = Parsed.Of(broken + "block B(x: f32[d]) -> f32[d] { return x }");

        Assert.Single(parsed.Diagnostics);
        Assert.Equal([("A", false), ("B", true)], parsed.File.Declarations.Select(declaration => (declaration.Name.Text, declaration.IsComplete)));
    }

    [Fact]
    public void AStatementThatCannotBeReadLeavesTheOthers()
    {
        var parsed = Parsed.Of("block A(x: f32[d]) -> f32[d] {\n a = linear(d)\n b = linear(d\n c = linear(d)\n return x |> a |> c\n}");

        var block = Assert.IsType<BlockSyntax>(Assert.Single(parsed.File.Declarations));
        Assert.Equal(["a", "c"], block.Body.Statements.OfType<LayerSyntax>().Select(layer => layer.Name.Text));
        Assert.False(block.IsComplete);
        Assert.Equal("(", parsed.Text.Substring(Assert.Single(parsed.Diagnostics).Span.Start, 1));
    }

    [Fact]
    public void AMisspelledDeclarationIsReadAsTheOneThatWasMeant()
    {
        var parsed = Parsed.Of("blok A(x: f32[d]) -> f32[d] { return x }");

        Assert.Single(parsed.Diagnostics);
        Assert.IsType<BlockSyntax>(Assert.Single(parsed.File.Declarations));
    }

    [Fact]
    public void ANewerLanguageIsNotJudged()
    {
        var parsed = Parsed.Of("language 2\nfunction @");

        Assert.Equal("BMLP1017", Assert.Single(parsed.Diagnostics).Rule.Id);
        Assert.Empty(parsed.File.Declarations);
    }
}
