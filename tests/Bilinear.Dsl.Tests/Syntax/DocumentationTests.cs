using Bilinear.Dsl.Diagnostics;

namespace Bilinear.Dsl.Tests.Syntax;

public sealed class DocumentationTests
{
    private const string Block = "block Id(x: f32[d]) -> f32[d] { return x }";

    [Theory]
    [InlineData("/// One.\n", "One.")]
    [InlineData("/// One.\n///\n///   Two. \n", "One.\n\n  Two.")]
    [InlineData("/// One.\n\n// no documentation\n///Two.\n", "One.\nTwo.")]
    [InlineData("//// no documentation\n", "")]
    [InlineData("// no documentation\n", "")]
    [InlineData("/// of the namespace\nnamespace N\n", "")]
    [InlineData("namespace N   /// of no line of its own\n", "")]
    public void SlashesBeforeADeclarationAreItsDocumentation(string before, string documentation) =>
        Assert.Equal(documentation, Parsed.Right(before + Block).Declarations[0].Documentation);

    /// <summary>A comment of C's that is never closed hides its line, is one mistake, and no documentation.</summary>
    [Theory]
    [InlineData("/*\n//\n")]
    [InlineData("/*\r\n// a comment\r\n")]
    [InlineData("/*\n///\n")]
    [InlineData("/*xx/ foo\n")]
    [InlineData("/*/// foo\n")]
    [InlineData("/* */// foo\n/*xx/ foo\n")]
    public void UnclosedBlockComment_IsNoDocumentation(string before)
    {
        var parsed = Parsed.Of(before + Block);

        Assert.All(parsed.Diagnostics, diagnostic => Assert.Equal(DiagnosticRules.BlockComment, diagnostic.Rule));
        Assert.NotEmpty(parsed.Diagnostics);
        Assert.DoesNotContain("foo", parsed.File.Declarations.Single().Documentation, StringComparison.Ordinal);
    }

    [Fact]
    public void EachDeclarationHasItsOwn()
    {
        var file = Parsed.Right($"/// First.\n{Block} /// a comment\n/// Second.\n{Block}\n/// of nothing");

        Assert.Equal(["First.", "Second."], file.Declarations.Select(declaration => declaration.Documentation));
    }

    [Fact]
    public void InsideABodyItIsAComment() =>
        Assert.Equal("", Parsed.Right("block Id(x: f32[d]) -> f32[d] {\n /// a comment\n return x\n}").Declarations[0].Documentation);

    [Fact]
    public void WhatNoFileCanCarryIsABlank()
    {
        // Line ends that only C# knows, a control character, half a surrogate pair; a whole pair stays.
        var file = Parsed.Right("/// a\u2028b\u0085c\0d\uD800e😀\n" + Block);

        Assert.Equal("a b c d e😀", file.Declarations[0].Documentation);
    }
}
