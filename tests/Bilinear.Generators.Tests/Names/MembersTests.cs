using System.Reflection;
using System.Text.RegularExpressions;
using Bilinear.Dsl.Hosting;
using Bilinear.Generators.Tests.Harness;
using Bilinear.Training;
using Microsoft.CodeAnalysis;

namespace Bilinear.Generators.Tests.Names;

/// <summary>The table of fixed names is what compiled output has, no name more and none less.</summary>
public sealed partial class MembersTests
{
    /// <summary>A program that has every part, and whose own names all have a mark.</summary>
    private const string Program = """
        model ZzModel(zzArgument: dim = 4)(zzInput: f32[4]) -> zzOutput: f32[3] {
          zzEmbed = linear(zzArgument)
          zzBody  = bilinear(4, noise: 0.1)
          zzHead  = linear(3)
          return zzInput |> zzEmbed |> zzBody |> zzHead
        }
        decompose ZzModel {
          eigen zzHead { direction zzLabel: 0 - 1 }
          svd zzBody
        }
        """;

    /// <summary>A model of texts, which alone has a residual stream.</summary>
    private const string Texts = """
        model ZzTexts(zzTokens: token[5][4]) -> zzNext: f32[4, 5] {
          zzEmbed = embedding(3)
          zzBody  = bilinear(6)
          zzDown  = linear(3)
          zzHead  = unembedding(zzEmbed)

          zz = zzTokens |> zzEmbed
          zz = zz + (zz |> zzBody |> zzDown)
          return zz |> zzHead
        }

        decompose ZzTexts {
          eigen zzDown { direction 0 - 1 }
        }
        """;

    private static readonly INamedTypeSymbol ModelClass = GeneratorRun.Of(("m.bmlp", Program)).Output.GetTypeByMetadataName("Consumer.ZzModel")!;
    private static readonly INamedTypeSymbol TextsClass = GeneratorRun.Of(("m.bmlp", Texts)).Output.GetTypeByMetadataName("Consumer.ZzTexts")!;

    [Fact]
    public void ModelClass_HasTheTablesMembers()
    {
        Assert.Equal(Members.OfModel.Except([Members.Stream]).Order(StringComparer.Ordinal), Fixed(ModelClass));
        Assert.Equal(Members.OfModel.Order(StringComparer.Ordinal), Fixed(ModelClass).Union(Fixed(TextsClass)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PartsOfTheClass_HaveTheTablesMembers()
    {
        Assert.Equal(Members.OfWeights.Order(StringComparer.Ordinal), Fixed(Part(Members.Weights)));
        Assert.Equal(Members.OfInference.Order(StringComparer.Ordinal), Fixed(Part(Members.Inference)));
        Assert.Equal(Members.OfSpectra.Order(StringComparer.Ordinal), Fixed(Part(Members.Spectra)).Union(Fixed(TextsClass.GetTypeMembers(Members.Spectra).Single())).Order(StringComparer.Ordinal));
        Assert.Equal([], Fixed(Part(Members.Capture)));
        Assert.Equal(Members.OfPort.Order(StringComparer.Ordinal), Fixed(Part("ZzInput")));
        Assert.Equal(Members.OfPort.Order(StringComparer.Ordinal), Fixed(Part("ZzOutput")));
        Assert.Equal(Members.OfEpilogue.Order(StringComparer.Ordinal), Fixed(ModelClass.GetTypeMembers().First(type => type.Name.EndsWith("Epilogue", StringComparison.Ordinal))));
    }

    [Fact]
    public void PortsOfTexts_HaveTheTablesMembers() => Assert.Equal(
        Members.OfTextPort.Order(StringComparer.Ordinal), new[] { "ZzTokens", "ZzNext" }.SelectMany(port => Fixed(TextsClass.GetTypeMembers(port).Single())).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void BaseClass_HasTheTablesMembers()
    {
        Assert.Equal(Members.OfObject.Order(StringComparer.Ordinal), Inherited(typeof(object)));
        Assert.Equal(Members.OfModelBase.Order(StringComparer.Ordinal), Inherited(typeof(Model)).Except(Members.OfObject));
        Assert.Equal(Members.OfCapture.Order(StringComparer.Ordinal), Inherited(typeof(Bilinear.Training.Capture)).Except(Members.OfObject));
    }

    [Fact]
    public void LibraryTypes_AreTheTables()
    {
        var written = CorpusProgram.All
            .SelectMany(program => GeneratorRun.Of("", [(program.FileName, program.Text)], rootNamespace: "Corpus").Result.GeneratedSources)
            .Concat(GeneratorRun.Of(("wrong.bmlp", Program.Replace("|> zzBody", "|> zzBdoy", StringComparison.Ordinal))).Result.GeneratedSources)
            .SelectMany(source => GlobalName().Matches(source.SourceText.ToString())).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.All(written, name => Assert.Contains(Members.Types, type => name == type || name.StartsWith(type + '.', StringComparison.Ordinal)));
        Assert.All(Members.Types, type => Assert.Contains(written, name => name == type || name.StartsWith(type + '.', StringComparison.Ordinal)));
    }

    private static INamedTypeSymbol Part(string name) => ModelClass.GetTypeMembers(name).Single();

    private static IEnumerable<string> Fixed(INamedTypeSymbol type) => type.GetMembers()
        .Where(member => member.DeclaredAccessibility == Accessibility.Public && member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
        .Select(member => member.MetadataName).Where(name => !name.Contains("zz", StringComparison.OrdinalIgnoreCase)).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Inherited(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
        .Where(member => member is PropertyInfo { GetMethod: { } getter } ? IsSeen(getter) : member is MethodInfo { IsSpecialName: false } method && IsSeen(method))
        .Select(member => member.Name).Distinct().Order(StringComparer.Ordinal);

    /// <summary>From a class that is derived in another assembly.</summary>
    private static bool IsSeen(MethodInfo method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    [GeneratedRegex(@"global::([\w.]+)")]
    private static partial Regex GlobalName();
}
