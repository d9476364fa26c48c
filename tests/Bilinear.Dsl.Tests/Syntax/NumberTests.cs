using System.Globalization;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Tests.Syntax;

public sealed class NumberTests
{
    [Theory]
    [InlineData("12", 12.0, 12L)]
    [InlineData("-1", -1.0, -1L)]
    [InlineData("007", 7.0, 7L)]
    [InlineData("9223372036854775807", 9223372036854775807.0, long.MaxValue)]
    [InlineData("-9223372036854775808", -9223372036854775808.0, long.MinValue)]
    [InlineData("0.33", 0.33, null)]
    [InlineData("1e-3", 1e-3, null)]
    [InlineData("2.5E+2", 250.0, null)]
    [InlineData("1e-999", 0.0, null)]
    public void ANumberKeepsItsTextAndItsValue(string text, double value, long? integer)
    {
        var number = Read(text);

        Assert.Equal((text, value, integer), (number.Text, number.Value, number.Integer));
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    public void AnIntegerHas64Bits(string text) =>
        Assert.Equal(DiagnosticRules.NumberTooLarge, Assert.Single(Parsed.Of($"train A {{ seed {text} }}").Diagnostics).Rule);

    [Fact]
    public void ThePointIsAPointInEveryCulture()
    {
        var before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        german.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = german;
        try
        {
            Assert.Equal(-1.5, Read("-1.5").Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static NumberSyntax Read(string text)
    {
        var train = Assert.IsType<TrainSyntax>(Parsed.Right($"train A {{ seed {text} }}").Declarations[0]);
        return Assert.IsType<NumberSyntax>(train.Entries[0].Value);
    }
}
