namespace Bilinear.Dsl.Tests.Syntax;

public sealed class CanonicalTextTests
{
    public static TheoryData<string> Programs => RightPrograms.All;

    [Theory]
    [MemberData(nameof(Programs))]
    public void ReadAgainItPrintsTheSame(string program)
    {
        var once = Parsed.Of(RightPrograms.Read(program)).Canonical;
        var again = Parsed.Of(once);

        Assert.Empty(again.Diagnostics);
        Assert.Equal(once, again.Canonical);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void ACommentUnderEveryLineChangesNothing(string program)
    {
        var text = RightPrograms.Read(program);
        var commented = text.Replace("\n", "\n  // why {\n");

        Assert.Equal(Parsed.Of(text).Canonical, Parsed.Of(commented).Canonical);
    }

    [Theory]
    [InlineData("(x + y) + z", "(x + y) + z")]   // sums of floats depend on their order
    [InlineData("x + (y + z)", "x + (y + z)")]
    [InlineData("((x)) + (y |> a)", "x + (y |> a)")]
    [InlineData("(x + y) |> a", "x + y |> a")]
    [InlineData("(x |> a) |> b", "(x |> a) |> b")]
    [InlineData("(x |> a |> b)", "x |> a |> b")]
    public void ParenthesesOfAFlowStandWhereTheyMatter(string written, string printed) =>
        Assert.Contains($"return {printed}\n", Parsed.Of($"block B(x: f32[d]) -> f32[d] {{ return {written} }}").Canonical);

    [Theory]
    [InlineData("(4*d)+1", "4 * d + 1")]
    [InlineData("4*(d+1)", "4 * (d + 1)")]
    [InlineData("a-(b-c)", "a - (b - c)")]
    [InlineData("a/(b*c)", "a / (b * c)")]
    [InlineData("a - -1", "a - -1")]
    [InlineData("((a))", "a")]
    [InlineData("2->(3)", "2 -> 3")]
    [InlineData("[ 0.9,1e-3 ]", "[0.9, 1e-3]")]
    public void ParenthesesOfAValueStandWhereTheyMatter(string written, string printed) =>
        Assert.Contains($"l = linear({printed})\n", Parsed.Of($"block B(x: f32[d]) -> f32[d] {{\n l = linear({written})\n return x |> l\n}}").Canonical);
}
