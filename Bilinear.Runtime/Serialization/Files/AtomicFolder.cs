using System.Security.Cryptography;

namespace Bilinear.Serialization.Files;

/// <summary>
/// A folder of files that belong together: filled beside its place under another name, then renamed, so that it is whole wherever it is there. It lists its
/// files, and one that holds nothing else than it lists is replaced as a whole; any other is left alone.
/// </summary>
internal static class AtomicFolder
{
    /// <param name="path">A place where nothing is, an empty folder, or one that was written so.</param>
    /// <param name="index">The name of the file that lists the files: a name begins each line after the first, and ends at its comma.</param>
    /// <param name="header">Its first line, by which it is known as one.</param>
    /// <param name="files">Their names, without folders, and contents; the list among them.</param>
    /// <exception cref="IOException">It cannot be written, or another folder or a file is there; what was there is as it was.</exception>
    public static void Write(string path, string index, string header, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var before = Check(path, index, header);
        var target = FilePlace.Of(path).Path;
        var (filled, replaced) = (NameBeside(target), NameBeside(target));
        try
        {
            Directory.CreateDirectory(filled);
            foreach (var (name, content) in files)
            {
                using var stream = new FileStream(Path.Join(filled, name), FileMode.CreateNew);
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (before is not null)
                Directory.Move(target, replaced);
            try
            {
                Directory.Move(filled, target);
            }
            catch when (before is not null)
            {
                Directory.Move(replaced, target);
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} could not be written. {exception.Message}", exception);
        }
        finally
        {
            Remove(filled, files.Select(file => file.Name));
        }

        Remove(replaced, before ?? []);
    }

    /// <summary>Says whether a folder can be written there, without writing.</summary>
    /// <returns>The names of the files that are replaced; null where no folder is there yet.</returns>
    /// <exception cref="IOException">It cannot, in a sentence.</exception>
    public static IReadOnlyList<string>? Check(string path, string index, string header)
    {
        var place = FilePlace.Of(path);
        if (place.Kind == FileKind.None)
            return null;
        if (place.Kind != FileKind.Folder)
            throw new IOException($"{path} is a file: name a folder, which need not be there yet.");
        string[] there = [.. Directory.EnumerateFileSystemEntries(place.Path).Select(entry => Path.GetFileName(entry))];
        var list = Path.Join(place.Path, index);
        HashSet<string> listed = File.Exists(list) && File.ReadLines(list).FirstOrDefault() == header ? [index, .. File.ReadLines(list).Skip(1).Select(line => line.Split(',')[0])] : [];
        return there.Where(name => !listed.Contains(name) || Directory.Exists(Path.Join(place.Path, name))).Order(StringComparer.Ordinal).FirstOrDefault() is { } foreign
            ? throw new IOException($"{path} holds other files, such as {Text.ForeignText.Quote(foreign)}, and is replaced as a whole: name a folder that is empty or not there yet.")
            : there;
    }

    private static string NameBeside(string target) => $"{target}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}.tmp";

    // Only what is known by name: nothing that somebody else has put there meanwhile.
    private static void Remove(string folder, IEnumerable<string> names)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var name in names)
            File.Delete(Path.Join(folder, name));
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}
