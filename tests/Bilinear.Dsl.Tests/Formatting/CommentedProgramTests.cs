using System.Text.RegularExpressions;
using Bilinear.Dsl.Tests.Syntax;

namespace Bilinear.Dsl.Tests.Formatting;

/// <summary>Comments, line breaks and blanks at random places of the programs of the repository. The seeds are fixed.</summary>
public sealed partial class CommentedProgramTests
{
    private const int ProgramsOfASeed = 150;

    private static readonly string[] Insertions =
        ["// c{0}\n", "//c{0}  \n", "///  c{0}\n", "//// c{0}\n", "   // c{0} {{ ( [ // and more\n", "\n// c{0}\n\n\n", "// c{0}\r\n", "\n", "\n\n\n", "  \t "];

    private static readonly string[] Programs = [.. RightPrograms.All.Select(program => RightPrograms.Read(program))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AProgramStaysWhatItIs(int seed)
    {
        var random = new Random(seed);
        var checkedPrograms = 0;
        for (var i = 0; i < ProgramsOfASeed; i++)
        {
            var program = Commented(Programs[random.Next(Programs.Length)], random);
            if (Parsed.Of(program).Diagnostics.Count > 0)
                continue;   // a line broken where none may break
            checkedPrograms++;
            FormattedProgram.Check(program);
        }

        Assert.True(checkedPrograms > ProgramsOfASeed / 4, $"Only {checkedPrograms} programs were right.");
    }

    private static string Commented(string program, Random random)
    {
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            var places = Token().Matches(program);
            var at = places.Count == 0 ? 0 : places[random.Next(places.Count)].Index;
            program = program.Insert(at, string.Format(Insertions[random.Next(Insertions.Length)], i));
        }

        return program;
    }

    // A comment is one token, so that nothing is inserted into one.
    [GeneratedRegex(@"//[^\r\n]*|\|>|->|[\p{L}\p{M}\p{N}_.]+|[^\s]|\z")]
    private static partial Regex Token();
}
