using Bilinear.Data.Text.Normalizing;

namespace Bilinear.Runtime.Tests.DataText;

/// <summary>Examples of The Unicode Standard and of its annex 15.</summary>
public sealed class DecompositionTests
{
    [Theory]
    [InlineData("a cat", "a cat")]
    [InlineData("Å", "A\u030A")]
    [InlineData("\u212B", "A\u030A")]
    [InlineData("ệ", "e\u0323\u0302")]
    [InlineData("\u1E0B\u0323", "d\u0323\u0307")]
    [InlineData("a\u0315\u0300\u05AE\u0327b", "a\u0327\u05AE\u0300\u0315b")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("각힣가", "\u1100\u1161\u11A8\u1112\u1175\u11C2\u1100\u1161")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("ﬁ½", "ﬁ½")]
    public void ATextIsDecomposed_AndItsMarksAreInOrder(string text, string decomposed) => Assert.Equal(decomposed, Decomposition.Decompose(text));
}
