using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Tests.Syntax;

public sealed class SpanTests
{
    public static TheoryData<string> Programs => RightPrograms.All;

    [Theory]
    [MemberData(nameof(Programs))]
    public void NoNodeHasBlanksAtItsEnds(string program)
    {
        var parsed = Parsed.Of(RightPrograms.Read(program));

        Assert.All(SyntaxNodes.All(parsed.File), node => Assert.Equal(parsed.TextOf(node).Trim(), parsed.TextOf(node)));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void ANodeLiesInsideItsParent(string program)
    {
        var parsed = Parsed.Of(RightPrograms.Read(program));

        Assert.All(SyntaxNodes.All(parsed.File), node => Assert.All(
            SyntaxNodes.ChildrenOf(node),
            child => Assert.True(node.Span.Start <= child.Span.Start && child.Span.End <= node.Span.End, $"{child} is not inside {node}")));
    }

    [Theory]
    [InlineData("(x + y)", "x + y")]
    [InlineData("(x) |> (y)", null)]
    [InlineData("x + (y)", "x + (y)")]
    [InlineData("((x) + y) |> a", "((x) + y) |> a")]
    public void AFlowTakesTheParenthesesInsideIt(string flow, string? expected)
    {
        var parsed = Parsed.Of($"block B(x: f32[d]) -> f32[d] {{ return {flow} }}");

        var result = ((BlockSyntax)parsed.File.Declarations[0]).Body.Statements.OfType<ReturnSyntax>().SingleOrDefault();
        Assert.Equal(expected, result is null ? null : parsed.TextOf(result.Flows[0]));
        Assert.Equal(expected is null ? null : $"return {flow}", result is null ? null : parsed.TextOf(result));
    }

    [Fact]
    public void EachPartIsWhereItIsWritten()
    {
        var parsed = Parsed.Of("""
            model  Wide (hidden : dim=2)( image: f32[ 8,8 ] )->digit: f32[10] {  // comment
              stack = repeat  2*hidden   glu( 8 -> 16 , gate:relu )   // comment
              return   ( image|>flatten )  +  image
            }
            """);
        var model = Assert.IsType<ModelSyntax>(Assert.Single(parsed.File.Declarations));
        var stack = Assert.IsType<LayerSyntax>(model.Body.Statements[0]);
        var result = Assert.IsType<ReturnSyntax>(model.Body.Statements[1]);
        var sum = Assert.IsType<FlowSumSyntax>(result.Flows[0]);

        Assert.Equal("Wide", parsed.TextOf(model.Name));
        Assert.Equal("hidden : dim=2", parsed.TextOf(model.Parameters[0]));
        Assert.Equal("image: f32[ 8,8 ]", parsed.TextOf(model.Input));
        Assert.Equal("f32[ 8,8 ]", parsed.TextOf(model.Input.Type));
        Assert.Equal("digit: f32[10]", parsed.TextOf(model.Outputs[0]));
        Assert.Equal("stack = repeat  2*hidden   glu( 8 -> 16 , gate:relu )", parsed.TextOf(stack));
        Assert.Equal("2*hidden", parsed.TextOf(stack.Repeat!));
        Assert.Equal("8 -> 16", parsed.TextOf(stack.Call.Arguments[0]));
        Assert.Equal("gate:relu", parsed.TextOf(stack.Call.Arguments[1]));
        Assert.Equal("( image|>flatten )  +  image", parsed.TextOf(sum));
        Assert.Equal("image|>flatten", parsed.TextOf(sum.Terms[0]));
    }
}
