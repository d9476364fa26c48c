using Bilinear.Text;

namespace Bilinear.Data.Files.Images;

/// <summary>A folder of pictures of one class.</summary>
/// <param name="Files">Its PNG pictures, in the order of their names' characters.</param>
/// <param name="Others">Its pictures that are no PNG, in the same order.</param>
internal sealed record ImageClass(string Folder, IReadOnlyList<string> Files, IReadOnlyList<string> Others)
{
    private static readonly string[] OtherEndings = [".jpg", ".jpeg", ".gif", ".bmp", ".webp"];

    public string Name => Path.GetFileName(Folder);

    /// <summary>Whether there is any picture.</summary>
    public bool HasPictures => Files.Count + Others.Count > 0;

    public static ImageClass Of(string folder)
    {
        // A name that begins with a point is hidden: macOS leaves `._7.png` beside what it unpacks.
        var files = Directory.GetFiles(folder).Where(file => !Path.GetFileName(file).StartsWith('.')).OrderBy(file => file, StringComparer.Ordinal).ToList();
        return new ImageClass(folder, [.. files.Where(file => Path.GetExtension(file).Equals(".png", StringComparison.OrdinalIgnoreCase))], [.. files.Where(file => OtherEndings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))]);
    }

    /// <exception cref="DataFileException">There are pictures that would not be read, or there is none.</exception>
    public void ThrowIfNotWhole()
    {
        if (Others.Count > 0)
            throw new DataFileException(Folder, $"{(Others.Count == 1 ? "one picture in it is" : $"{Others.Count:N0} pictures in it are")} no .png, such as {ForeignText.Quote(Path.GetFileName(Others[0]))}, and only PNG is read: convert {(Others.Count == 1 ? "it" : "them")} to PNG, or take {(Others.Count == 1 ? "it" : "them")} out of the folder.");
        if (Files.Count == 0)
            throw new DataFileException(Folder, "it would be a class, and there is no .png file in it: put its pictures there, or take the folder away.");
    }
}
