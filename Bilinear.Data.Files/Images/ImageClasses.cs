namespace Bilinear.Data.Files.Images;

/// <summary>The folders of a folder, each a class, in the order of their names' characters.</summary>
internal static class ImageClasses
{
    public static IReadOnlyList<ImageClass> In(string folder) =>
        [.. Directory.GetDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal).Select(ImageClass.Of)];

    /// <exception cref="DataFileException">A class has no picture, or pictures that are no PNG.</exception>
    public static IReadOnlyList<ImageClass> Whole(string folder)
    {
        var classes = In(folder);
        foreach (var one in classes)
            one.ThrowIfNotWhole();
        return classes;
    }
}
