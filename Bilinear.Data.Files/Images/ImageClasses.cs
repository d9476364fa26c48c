namespace Bilinear.Data.Files.Images;

/// <summary>The folders of a folder, each a class, and the pictures in them, both in the order of their characters.</summary>
internal static class ImageClasses
{
    private const string Ending = ".png";

    // A name that begins with a point is hidden: macOS leaves `._7.png` beside what it unpacks.
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Files)> In(string folder) =>
    [
        .. Directory.GetDirectories(folder).Select(path => (Name: Path.GetFileName(path), Path: path)).Where(one => !one.Name.StartsWith('.')).OrderBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => (one.Name, (IReadOnlyList<string>)[.. Directory.GetFiles(one.Path).Where(IsPicture).OrderBy(file => file, StringComparer.Ordinal)])),
    ];

    private static bool IsPicture(string file) => Path.GetFileName(file) is var name && name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) && !name.StartsWith('.');
}
