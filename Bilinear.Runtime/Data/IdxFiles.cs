using System.Text.RegularExpressions;
using Bilinear.Text;

namespace Bilinear.Data;

/// <summary>
/// Finds MNIST's four files in a folder, under any of the names that data sets in its format use: <c>t10k-labels-idx1-ubyte.gz</c>,
/// <c>train-images.idx3-ubyte</c>, <c>emnist-letters-test-labels-idx1-ubyte</c>.
/// </summary>
internal static partial class IdxFiles
{
    private const string Compressed = ".gz";

    /// <summary>The contents of each file, in the order of <see cref="IdxFolder.Files"/>.</summary>
    private static readonly string[] Roles = ["training images", "training labels", "test images", "test labels"];

    /// <summary>Tells whether a file of the folder is one of the four.</summary>
    public static bool AnyIn(string folder) => In(folder).Any();

    /// <summary>Finds the paths of training images, training labels, test images and test labels.</summary>
    /// <exception cref="IdxException">It is not clear which files are meant.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static IReadOnlyList<string> Find(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: there is no such folder.");
        var files = In(folder).ToList();
        if (files.Select(file => file.Set).Distinct().Count() > 1 || files.GroupBy(file => file.Role).Any(role => role.Count() > 1))
            throw new IdxException(folder, $"it is not clear which four files are meant: there are {ForeignText.List([.. files.Select(file => file.Name)])}. Put the four of one data set into a folder of their own.");
        var missing = Enumerable.Range(0, Roles.Length).Where(role => files.All(file => file.Role != role)).ToList();
        if (missing.Count > 0)
        {
            throw new FileNotFoundException(
                $"{folder}: there are no {string.Join(", and no ", missing.Select(role => $"{Roles[role]}, such as {IdxFolder.Files[role]}{Compressed}"))}. The folder has these: {ForeignText.List([.. files.Select(file => file.Name)])}.",
                Path.Combine(folder, IdxFolder.Files[missing[0]]));
        }
        return [.. files.OrderBy(file => file.Role).Select(file => Path.Combine(folder, file.Name))];
    }

    /// <summary>Tells whether a name is that of one of the four files.</summary>
    public static bool IsOne(string name) => Pattern().IsMatch(Stem(name));

    private static string Stem(string name) => name.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase) ? name[..^Compressed.Length] : name;

    // A file and its compressed form are one file; if both are there, the compressed one is taken.
    private static IEnumerable<(int Role, string Set, string Name)> In(string folder) =>
        from path in Directory.Exists(folder) ? Directory.GetFiles(folder) : []
        let name = Path.GetFileName(path)
        let stem = Stem(name)
        let match = Pattern().Match(stem)
        where match.Success
        group (match, name) by stem into same
        let match = same.First().match
        select (
            Role: (match.Groups["test"].Success ? 2 : 0) + (match.Groups["labels"].Success ? 1 : 0),
            Set: match.Groups["set"].Value,
            Name: same.Select(file => file.name).MaxBy(name => name.Length)!);

    // A name that begins with a point is hidden: macOS leaves `._train-images-idx3-ubyte` beside what it unpacks.
    [GeneratedRegex(@"^(?!\.)((?<set>.+)[-_. ])?(train(ing)?|(?<test>t10k|test(ing)?))[-_. ]?(images?|(?<labels>labels?))([-_. ]idx\d?)?([-_. ](ubyte|int))?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
