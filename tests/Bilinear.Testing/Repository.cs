using System.Runtime.CompilerServices;

namespace Bilinear.Testing;

/// <summary>Where the tests find the programs, snapshots and golden files of this repository.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Tests => Path.Combine(Root, "tests");

    /// <summary>What PyTorch computes for small models.</summary>
    public static string Golden => Path.Combine(Tests, "golden");

    /// <summary>Right programs, a folder each, with the verified output of every stage; and wrong ones, with their errors marked.</summary>
    public static string Corpus => Path.Combine(Tests, "corpus");

    /// <summary>A right program's file.</summary>
    public static string Program(string name) => Path.Combine(Corpus, "ok", name, name + ".bmlp");

    // The source path is where the compiler saw this file; where builds are moved or path-mapped, the output folder leads there.
    private static string FindRoot([CallerFilePath] string source = "")
    {
        foreach (var start in new[] { Path.GetDirectoryName(source), AppContext.BaseDirectory })
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "Bilinear.Dsl.sln")))
                    return folder;
            }
        }
        throw new DirectoryNotFoundException("Bilinear.Dsl.sln is in no folder above the tests: run them inside a clone of the repository.");
    }
}
