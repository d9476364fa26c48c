using System.Text.RegularExpressions;
using Bilinear.Dsl.Tests.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace Bilinear.Dsl.Tests.Fuzz;

/// <summary>No message expects what it then says it has found.</summary>
public sealed partial class MessageTests
{
    private const int Programs = 1000;
    private const int LargestSize = 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void NothingIsExpectedAndFound(int seed)
    {
        foreach (var program in Gen.Sample(Gen.OneOf(MutatedPrograms.Any, GrownPrograms.Any), LargestSize, new Rnd((ulong)seed), Programs))
        {
            foreach (var message in Parsed.Of(program).Diagnostics.Select(diagnostic => diagnostic.Message))
            {
                if (Contradictory().IsMatch(message))
                    Assert.Fail($"{message}\nin\n{program}");
            }
        }
    }

    // What stands behind "as in" or "such as" is an example.
    [GeneratedRegex(@"^Expected ((?!as in|such as).)*`(?<found>[^`]+)`.*, but found `\k<found>`")]
    private static partial Regex Contradictory();
}
