using Bilinear.Testing;

namespace Bilinear.Dsl.Tests.Syntax;

/// <summary>Every program of the repository that is right.</summary>
internal static class RightPrograms
{
    public static TheoryData<string> All
    {
        get
        {
            var folder = Path.Combine(Repository.Corpus, "ok");
            return [.. Directory.GetFiles(folder, "*.bmlp", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Repository.Tests, path)).Order(StringComparer.Ordinal)];
        }
    }

    public static string Read(string program) => File.ReadAllText(Path.Combine(Repository.Tests, program));
}
