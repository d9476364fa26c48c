using Bilinear.Testing;
using Bilinear.Testing.Architecture;

namespace Bilinear.Runtime.Tests.Architecture;

public sealed class NamespaceTests
{
    private static readonly string Project = Path.Combine(Repository.Root, "Bilinear.Runtime");

    [Fact]
    public void PublicTypesStandInTheirRoom_OthersInTheirFolder() => Assert.Equal([], Namespaces.Violations(Project, "Bilinear"));

    [Theory]
    [InlineData("Bilinear.Data.Files")]
    [InlineData("Bilinear.Data.Text")]
    public void TheReadersOfFiles_StandWhereTheyShould(string project) => Assert.Equal([], Namespaces.Violations(Path.Combine(Repository.Root, project), project));

    [Fact]
    public void ATypeElsewhere_IsFound()
    {
        using var folder = new TemporaryFolder();
        var file = Directory.CreateDirectory(Path.Combine(folder["Room"], "Inner"));
        File.WriteAllText(Path.Combine(file.FullName, "Types.cs"), "namespace Root.Room;\npublic sealed class Seen;\ninternal readonly record struct Unseen(int Value);\n");

        Assert.Equal(["Room/Inner/Types.cs: Unseen stands in Root.Room, not in Root.Room.Inner"], Namespaces.Violations(folder.Path, "Root"));
    }
}
