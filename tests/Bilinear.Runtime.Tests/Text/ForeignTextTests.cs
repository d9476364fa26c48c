using Bilinear.Text;

namespace Bilinear.Runtime.Tests.Text;

public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("weights/Größe 1.safetensors", "weights/Größe 1.safetensors")]
    [InlineData("a😀b", "a😀b")]
    [InlineData("a\u001b[2Jb", "a\\u001B[2Jb")]
    [InlineData("a\nb\r\u0085\u2028\u2029c", "a\\u000Ab\\u000D\\u0085\\u2028\\u2029c")]
    [InlineData("a\u202Eb\u200Bc", "a\\u202Eb\\u200Bc")]
    [InlineData("a\U000E0001b", "a\\uDB40\\uDC01b")]
    public void What_acts_or_hides_is_shown_as_its_code(string text, string clean) => Assert.Equal(clean, ForeignText.Clean(text));

    // Not inline data: an attribute's text is UTF-8, which has no halves.
    [Fact]
    public void Half_of_a_surrogate_pair_is_shown_as_its_code() => Assert.Equal("a\\uD800b\\uDC00", ForeignText.Clean("a\uD800b\uDC00"));

    [Fact]
    public void A_name_of_a_megabyte_is_cut_and_not_inside_of_a_character()
    {
        Assert.Equal($"'{new string('x', 80)}…'", ForeignText.Quote(new string('x', 1 << 20)));
        Assert.Equal(new string('x', 9) + "…", ForeignText.Shorten(new string('x', 9) + "😀😀", longest: 10));
    }

    [Fact]
    public void Of_many_names_the_first_are_listed_and_the_rest_counted()
    {
        Assert.Equal("none", ForeignText.List([]));
        Assert.Equal("'a', 'b'", ForeignText.List(["b", "a"]));
        Assert.EndsWith("'t1000018', 't1000019' and 999,980 more", ForeignText.List([.. Enumerable.Range(0, 1_000_000).Select(number => $"t{1_000_000 + number}")]));
    }

    [Fact]
    public void Of_several_lines_each_is_clean() => Assert.Equal("a\\u001Bb\n\n\\u000Dc\n", ForeignText.CleanLines("a\u001bb\n\n\rc\n"));

    [Fact]
    public void Of_many_sizes_the_first_are_shown()
    {
        Assert.Equal("[28, 28]", ForeignText.Shape([28, 28]));
        Assert.Equal(81, ForeignText.Shape(Enumerable.Repeat(1L, 1_000_000).ToArray()).Length);
    }
}
