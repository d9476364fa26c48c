using Bilinear.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Bilinear.Generators.Tests.Names;

/// <summary>The properties of a decomposition have the same names whatever else is decomposed.</summary>
public sealed class SpectraNameTests
{
    private const string Program = """
        model M(image: f32[4]) -> digit: f32[3] {
          body = bilinear(4)
          save = linear(4)
          head = linear(3)
          return image |> body |> save |> head
        }
        decompose M {
          ENTRIES
        }
        """;

    private static readonly (string Entry, string[] Names)[] Entries =
    [
        ("eigen head", ["Head"]),
        ("svd body", ["BodySvd"]),
        ("tree head", ["HeadTree"]),
        ("eigen save", ["SaveEigen"]),
        ("tree save", ["SaveTree"]),
        ("eigen head { direction round: 0 - 1 }", ["Head", "HeadRound"]),
    ];

    [Fact]
    public void NoName_DependsOnItsNeighbours()
    {
        foreach (var (entry, names) in Entries)
        {
            Assert.Equal(names, Properties(entry));
            foreach (var other in Entries.Where(other => other.Names[0] != names[0]))
            {
                Assert.Equal([.. names, .. other.Names], Properties(entry, other.Entry));
                Assert.Equal([.. other.Names, .. names], Properties(other.Entry, entry));
            }
        }
    }

    [Fact]
    public void AFileWithErrors_HasTheSameNames()
    {
        string[] all = [.. Entries.Skip(1).Select(entry => entry.Entry)];
        var program = Text(all).Replace("|> head", "|> haed", StringComparison.Ordinal);

        Assert.Equal(Properties(all), Properties(GeneratorRun.Of(("m.bmlp", program))));
    }

    private static string Text(params string[] entries) => Program.Replace("ENTRIES", string.Join("\n  ", entries), StringComparison.Ordinal);

    private static string[] Properties(params string[] entries)
    {
        var run = GeneratorRun.Of(("m.bmlp", Text(entries)));
        Assert.Empty(run.BuildErrors());
        return Properties(run);
    }

    private static string[] Properties(GeneratorRun run) =>
        [.. run.Output.GetTypeByMetadataName("Consumer.M+Spectra")!.GetMembers().OfType<IPropertySymbol>().Select(property => property.Name).Where(name => name != "Entries")];
}
