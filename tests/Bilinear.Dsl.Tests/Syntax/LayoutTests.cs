using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Tests.Syntax;

public sealed class LayoutTests
{
    private const string Short = "block Id(x: f32[d]) -> f32[d] { return x |> a + b }";

    [Theory]
    [InlineData("block Id(x: f32[d]) -> f32[d]\n{\n return x |> a + b\n}\n")]
    [InlineData("block\nId\n(x\n:\nf32\n[d]\n)\n->\nf32[d] {\n return x |> a + b }")]
    [InlineData("\uFEFFblock Id(x: f32[d]) -> f32[d] {\r\n  return x |> a + b\r\n}\r\n")]
    [InlineData("block Id(x: f32[d]) -> f32[d] {\r  return x |> a + b\r}")]
    [InlineData("\tblock\u00A0Id ( x : f32 [ d ] ) -> f32 [ d ]{return x|>a+b}")]
    [InlineData("// c\nblock Id(x: f32[d]) -> f32[d] { // c {\n // c (\n return x |> a + b // c )\n // c }\n} // c")]
    [InlineData("language 1\nblock Id(x: f32[d]) -> f32[d] { return (x) |> a + ((b)) }")]
    public void LayoutDoesNotChangeTheProgram(string text) =>
        Assert.Equal(Parsed.Of(Short).Canonical, Parsed.Of(text).Canonical);

    [Theory]
    [InlineData("x\n |> a\n |> b")]
    [InlineData("x |>\n a |>\n b")]
    [InlineData("x |> // first a\n a // then b\n |> b")]
    [InlineData("(x\n |> a) |> b")]
    public void AFlowGoesOnAfterAndBeforeAnOperatorAndInBrackets(string flow)
    {
        var file = Parsed.Right($"block Two(x: f32[d]) -> f32[d] {{\n y = {flow}\n return y\n}}");

        var block = Assert.IsType<BlockSyntax>(Assert.Single(file.Declarations));
        Assert.Equal(2, block.Body.Statements.Count);
    }

    [Fact]
    public void ABlockOfEntriesMayStandOnOneLine()
    {
        var file = Parsed.Right("decompose A { eigen stack.0.mix { keep 3 } svd body { alone } }");

        var decompose = Assert.IsType<DecomposeSyntax>(Assert.Single(file.Declarations));
        Assert.Equal(["eigen", "svd"], decompose.Entries.Select(entry => entry.Key.Text));
        Assert.Equal("stack.0.mix", Assert.IsType<PathSyntax>(decompose.Entries[0].Value).Text);
        Assert.Equal(3, Assert.IsType<NumberSyntax>(decompose.Entries[0].Block![0].Value).Integer);
        Assert.Null(decompose.Entries[1].Block![0].Value);
    }

    [Fact]
    public void AnEntryTakesAnyExpression()
    {
        var file = Parsed.Right("decompose A {\n eigen head {\n  direction 3 - mean(others)\n  keep -1\n }\n}");

        var entries = Assert.IsType<DecomposeSyntax>(Assert.Single(file.Declarations)).Entries[0].Block!;
        Assert.IsType<ArithmeticSyntax>(entries[0].Value);
        Assert.Equal(-1, Assert.IsType<NumberSyntax>(entries[1].Value).Integer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\r\n\r \t")]
    [InlineData("// only a comment")]
    [InlineData("/// only documentation")]
    public void AFileMayBeEmpty(string text) => Assert.Empty(Parsed.Right(text).Declarations);

    [Fact]
    public void NamesAreWordsOfAnyLanguageAndOfCSharp()
    {
        var file = Parsed.Right("block größe(class: dim)(変数: f32[d]) -> f32[d] {\n _int = linear(class)\n return 変数 |> _int\n}");

        Assert.Equal("größe", file.Declarations[0].Name.Text);
    }
}
