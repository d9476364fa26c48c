using Bilinear.Data.Text.Corpora;
using Bilinear.Serialization.Files;

namespace Bilinear.Data.Text;

/// <summary>Files of texts: UTF-8, compressed by gzip or not, with a line <c>&lt;|endoftext|&gt;</c> between two texts.</summary>
public static class TextFile
{
    /// <summary>The line between two texts.</summary>
    public const string Separator = "<|endoftext|>";

    private static readonly string[] Endings = [".txt", ".txt.gz"];

    /// <summary>What is wrong with a file without a text.</summary>
    internal const string HasNone = $"it has no text: texts stand between lines {Separator}.";

    /// <summary>Reads the texts of a file one by one, without white space around them; those that are empty are left out.</summary>
    /// <param name="progress">Is told the share of the file, from 0 to 1, that has been read.</param>
    /// <exception cref="TextFileException">While it is read: it is no UTF-8, its compression is damaged, or a text is too long.</exception>
    /// <exception cref="IOException">It does not exist, or cannot be read.</exception>
    public static IEnumerable<string> Read(string path, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (FilePlace.KindOf(path) == FileKind.Folder)
            throw new TextFileException(path, "it is a folder: name the files of texts that are in it.");
        return Texts();

        IEnumerable<string> Texts()
        {
            using var lines = new TextLines(path, progress);
            while (lines.ReadText() is { } text)
            {
                if (text.Length > 0)
                    yield return text;
            }
        }
    }

    /// <summary>Whether a file is called as files of texts are.</summary>
    internal static bool IsNamed(string path) => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The two files of a folder that has <c>train.txt</c> and <c>test.txt</c>, each of them compressed or not; null where it has neither.</summary>
    /// <exception cref="TextFileException">It has one of them.</exception>
    public static (string Train, string Test)? InFolder(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return (Find(folder, "train"), Find(folder, "test")) switch
        {
            ({ } train, { } test) => (train, test),
            (null, null) => null,
            ({ } one, null) => throw new TextFileException(folder, $"it has {System.IO.Path.GetFileName(one)}, and no test.txt: data are both."),
            (null, { } one) => throw new TextFileException(folder, $"it has {System.IO.Path.GetFileName(one)}, and no train.txt: data are both."),
        };
    }

    /// <summary>Gives the files of texts that a folder has, train and test.</summary>
    internal static IEnumerable<string> AllIn(string folder) => new[] { Find(folder, "train"), Find(folder, "test") }.OfType<string>();

    private static string? Find(string folder, string part) => Endings.Select(ending => System.IO.Path.Combine(folder, part + ending)).FirstOrDefault(File.Exists);
}
