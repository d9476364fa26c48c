using Bilinear.Generators.Tests.Harness;
using Bilinear.Testing;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Bilinear.Generators.Tests;

/// <summary>What an edit reruns, and what it must leave alone.</summary>
public sealed class IncrementalityTests
{
    private static readonly string Digits = File.ReadAllText(Repository.Program("digits"));
    private static readonly string Gates = File.ReadAllText(Repository.Program("gates"));

    [Fact]
    public void EditingCSharp_RecompilesNoModel()
    {
        var run = GeneratorRun.Of(("digits.bmlp", Digits), ("gates.bmlp", Gates));

        run.EditCode("public class Other { }");

        Assert.All(GeneratorRun.StepNames.SelectMany(run.Reasons), reason => Assert.Equal(Cached, reason));
        Assert.All(run.SourceReasons(), reason => Assert.Equal(Cached, reason));
    }

    [Theory]
    [InlineData("\n\n")]
    [InlineData("// A comment.\n")]
    [InlineData("   \t\n// größer\n\n")]
    public void CommentOrWhiteSpace_ChangesNoOutput(string added)
    {
        var run = GeneratorRun.Of(("digits.bmlp", Digits));

        run.Edit("digits.bmlp", added + Digits);

        Assert.Equal([Modified], run.Reasons(TrackingNames.Read));
        Assert.All(run.Reasons(TrackingNames.Output), reason => Assert.True(reason is Cached or Unchanged, reason.ToString()));
        Assert.All(run.SourceReasons(), reason => Assert.True(reason is Cached or Unchanged, reason.ToString()));
    }

    [Fact]
    public void EditingOneFile_LeavesTheOtherUntouched()
    {
        var run = GeneratorRun.Of(("digits.bmlp", Digits), ("gates.bmlp", Gates));

        run.Edit("digits.bmlp", Digits.Replace("bilinear(64)", "bilinear(32)", StringComparison.Ordinal));

        Assert.Equal([Modified, Cached], run.Reasons(TrackingNames.Compile).Order());
        var modified = run.Result.TrackedSteps[TrackingNames.Output].SelectMany(step => step.Outputs).Where(output => output.Reason is not (Cached or Unchanged));
        Assert.All(modified, output => Assert.Equal("digits.bmlp", ((Pipeline.OutputFile)output.Value).Path));
        Assert.NotEmpty(modified);
    }

    [Fact]
    public void AddingAFile_LeavesTheOthersCached()
    {
        var run = GeneratorRun.Of(("digits.bmlp", Digits));
        var before = run.Result.GeneratedSources.Select(source => source.HintName).ToList();

        run.Edit("gates.bmlp", Gates);

        Assert.Contains(Cached, run.Reasons(TrackingNames.Compile));
        Assert.Contains(New, run.Reasons(TrackingNames.Compile));
        Assert.Subset(run.Result.GeneratedSources.Select(source => source.HintName).ToHashSet(), before.ToHashSet());
    }

    [Fact]
    public void MendingAnError_BringsTheModelBack()
    {
        var run = GeneratorRun.Of(("digits.bmlp", Digits.Replace("|> head", "|> haed", StringComparison.Ordinal)));
        Assert.NotEmpty(run.Result.Diagnostics);

        run.Edit("digits.bmlp", Digits);

        Assert.Empty(run.BuildErrors());
        Assert.Contains(run.Result.GeneratedSources, source => source.HintName == "Examples.Digits.Digits.Forward.g.cs");
    }
}
