using FsCheck;
using FsCheck.Fluent;

namespace Bilinear.Dsl.Tests.Fuzz;

/// <summary>Whatever the text, the compiler ends, throws nothing, and every error has a place inside the file. The seeds are fixed.</summary>
public sealed class FuzzTests(CompilerProcess compiler) : IClassFixture<CompilerProcess>
{
    private const int ProgramsOfASeed = 60;
    private const int LargestSize = 20;
    private const int LongestShown = 5000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void ProgramsWithAccidentsAreCompiledOrRefused(int seed) => CompileAll(MutatedPrograms.Any, seed);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void ProgramsGrownWithoutReasonAreCompiledOrRefused(int seed) => CompileAll(GrownPrograms.Any, seed);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void ProgramsStrewnWithCommentsAreCompiledOrRefused(int seed) => CompileAll(MutatedPrograms.WithComments, seed);

    private void CompileAll(Gen<string> programs, int seed)
    {
        foreach (var program in Gen.Sample(programs, LargestSize, new Rnd((ulong)seed), ProgramsOfASeed))
        {
            var answer = compiler.Compile(program);
            if (answer != "ok")
                Assert.Fail($"The compiler {answer}\non this program of {program.Length} characters:\n{program[..Math.Min(program.Length, LongestShown)]}");
        }
    }
}
