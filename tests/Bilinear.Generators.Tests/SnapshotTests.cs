using System.Text.RegularExpressions;
using Bilinear.Dsl;
using Bilinear.Generators.Tests.Harness;
using Bilinear.Testing.Snapshots;

namespace Bilinear.Generators.Tests;

/// <summary>The verified output of every stage, beside each program of the corpus. BILINEAR_ACCEPT=1 accepts what changed.</summary>
public sealed partial class SnapshotTests
{
    public static TheoryData<string> All => [.. CorpusProgram.All.Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Front_IsAsVerified(string name)
    {
        var program = CorpusProgram.Named(name);
        var compilation = program.Compile();
        await Snapshot.Match(compilation.Print(Stage.Syntax), program.Folder, $"{name}.syntax");
        await Snapshot.Match(compilation.Print(Stage.Bound), program.Folder, $"{name}.bound");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Middle_IsAsVerified(string name)
    {
        var program = CorpusProgram.Named(name);
        var compilation = program.Compile();
        foreach (var stage in new[] { Stage.Ir, Stage.Grad, Stage.Fused, Stage.Schedule })
            await Snapshot.Match(Print(compilation, stage), program.Folder, $"{name}.{stage.ToString().ToLowerInvariant()}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task GeneratedCode_IsAsVerified(string name)
    {
        var program = CorpusProgram.Named(name);
        var run = GeneratorRun.Of("", [(program.FileName, program.Text)], rootNamespace: "Corpus");
        Assert.Empty(run.BuildErrors());

        var families = new InstanceFamilies(program.Compile().Bound.Models);
        foreach (var source in run.Result.GeneratedSources)
        {
            // Namespace.Model.Part.g.cs
            var words = source.HintName.Split('.');
            var (model, part) = (words[^4], words[^3]);
            var text = source.SourceText.ToString();
            if (families.FirstOf(model) is { } first && run.Find(source.HintName.Replace($"{model}.{part}.g.cs", $"{first}.{part}.g.cs", StringComparison.Ordinal)) is { } twin)
                text = $"// Where {model} differs from {first}.\n" + LineDifference.Of(twin, text);
            await Snapshot.Match(Version().Replace(text, "{version}"), program.Folder, $"{name}.{model}.{part}.g", "cs");
        }
    }

    /// <summary>The version of this build, which a snapshot does not depend on.</summary>
    [GeneratedRegex("""(?<=GeneratedCode\("Bilinear", ")[^"]+""")]
    private static partial Regex Version();

    private static string Print(BmlpCompilation compilation, Stage stage)
    {
        var families = new InstanceFamilies([.. compilation.Models.Select(model => model.Bound)]);
        return string.Join("\n", compilation.Models.Select(model =>
            families.FirstOf(model.Bound.Name) is { } first
                ? $"Where {model.Bound.Name} differs from {first}:\n" + LineDifference.Of(compilation.Models.Single(other => other.Bound.Name == first).Print(stage), model.Print(stage))
                : model.Print(stage)));
    }

    /// <summary>A snapshot of a program that is gone, or of a part that is no longer generated, would mislead.</summary>
    [Fact]
    public void NoSnapshotIsStale()
    {
        foreach (var program in CorpusProgram.All)
        {
            var sources = GeneratorRun.Of("", [(program.FileName, program.Text)], rootNamespace: "Corpus").Result.GeneratedSources;
            var parts = sources.Select(source => string.Join(".", source.HintName.Split('.')[^4..^1])).ToList();
            foreach (var file in Directory.GetFiles(program.Folder, "*.verified.cs"))
            {
                var part = Path.GetFileName(file)[(program.Name.Length + 1)..].Replace(".verified.cs", "", StringComparison.Ordinal);
                Assert.True(parts.Contains(part), $"{file} is the snapshot of nothing; delete it.");
            }
        }
    }
}
