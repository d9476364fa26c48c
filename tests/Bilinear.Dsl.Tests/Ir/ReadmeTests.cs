using Bilinear.Dsl.Text;
using Bilinear.Testing;

namespace Bilinear.Dsl.Tests.Ir;

/// <summary>What the room's README shows is what the compiler prints.</summary>
public class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "Bilinear.Dsl", "README.md"));

    [Theory]
    [InlineData(Stage.Ir)]
    [InlineData(Stage.Grad)]
    public void Example_IsPrintedAsTheReadmeShows(Stage stage)
    {
        var compilation = new BmlpCompilation(new SourceText("README.md", Block("bmlp")));

        Assert.Empty(compilation.Diagnostics);
        Assert.Equal(compilation.Print(stage).TrimEnd(), Block(stage.ToString().ToLowerInvariant()).TrimEnd());
    }

    [Fact]
    public void EveryRoom_IsListed()
    {
        var rooms = Directory.GetDirectories(Path.Combine(Repository.Root, "Bilinear.Dsl")).Select(Path.GetFileName).Except(["bin", "obj"]);

        Assert.All(rooms, room => Assert.Contains($"| `{room}` |", Readme, StringComparison.Ordinal));
    }

    private static string Block(string language)
    {
        var start = Readme.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return Readme[start..Readme.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
