using Bilinear.Dsl;
using Bilinear.Dsl.Text;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests.Harness;

/// <summary>A right program of the corpus: a folder with its text and the verified output of every stage.</summary>
internal sealed record CorpusProgram(string Name, string FilePath)
{
    public static IReadOnlyList<CorpusProgram> All { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Corpus, "ok"), "*.bmlp", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(path => new CorpusProgram(Path.GetFileNameWithoutExtension(path), path))];

    public string Folder => Path.GetDirectoryName(FilePath)!;

    public string FileName => Name + ".bmlp";

    public string Text { get; init; } = File.ReadAllText(FilePath);

    public static CorpusProgram Named(string name) => All.Single(program => program.Name == name);

    public BmlpCompilation Compile() => new(new SourceText(FileName, Text));
}
