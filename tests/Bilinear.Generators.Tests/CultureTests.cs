using System.Globalization;
using Bilinear.Dsl;
using Bilinear.Generators.Tests.Harness;

namespace Bilinear.Generators.Tests;

/// <summary>The compiler runs in the user's process and language: no file that it makes may show which.</summary>
public sealed class CultureTests
{
    private static readonly Stage[] Stages = [Stage.Syntax, Stage.Bound, Stage.Ir, Stage.Grad, Stage.Fused, Stage.Schedule];

    [Theory]
    [InlineData("mnist")]
    [InlineData("every_schedule")]
    [InlineData("every_noise")]
    [InlineData("every_decomposition")]
    [InlineData("mean_squared_error")]
    public void EveryStage_IsTheSameInEveryCulture(string name)
    {
        var expected = Compile(name);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Odd();
        try
        {
            Assert.Equal("−0,5", $"{-0.5}");
            Assert.Equal(expected, Compile(name));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Every stage, then every generated file.
    private static string[] Compile(string name)
    {
        var program = CorpusProgram.Named(name);
        var compilation = program.Compile();
        var run = GeneratorRun.Of((program.FileName, program.Text));
        return [compilation.CanonicalText, .. Stages.Select(compilation.Print), .. run.Result.GeneratedSources.Select(source => source.SourceText.ToString())];
    }

    // Made, not named: where cultures are invariant there are no others.
    private static CultureInfo Odd()
    {
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "−", PositiveSign = "＋" };
        return odd;
    }
}
