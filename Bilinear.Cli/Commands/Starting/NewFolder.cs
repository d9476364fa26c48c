using Bilinear.Cli.Files;
using Bilinear.Cli.Output;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Cli.Commands.Starting;

/// <summary>A folder that gets all of its files or none; what was made of it for them goes again.</summary>
/// <param name="Name">As the user calls it.</param>
internal sealed record NewFolder(string Name)
{
    // A link that leads to nothing stays, and the folder is made where it leads.
    private readonly FilePlace _place = FilePlace.Of(Name);

    /// <exception cref="InputException">Something else is there.</exception>
    public void Check()
    {
        if (_place.Kind is FileKind.Regular or FileKind.Stream)
            throw new InputException($"{ForeignText.Shorten(Name, CommandFile.LongestPath)} is a {(_place.Kind == FileKind.Regular ? "file" : "pipe or a device")}: name a folder.");
    }

    /// <exception cref="InputException">No folder can be made there.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Write(IReadOnlyList<(string Path, Action<Stream> Write)> files)
    {
        string[] missing = [.. Upwards(_place.Path).TakeWhile(folder => !Path.Exists(folder))];
        try
        {
            Make(missing);
            AtomicFile.Write(files);
        }
        catch
        {
            foreach (var folder in missing.Where(folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()))
                Directory.Delete(folder);
            throw;
        }
    }

    private void Make(string[] missing)
    {
        try
        {
            Directory.CreateDirectory(_place.Path);
        }
        // The system's own words are of a path that is not found, or of the folder that was to be made.
        catch (Exception exception) when (exception is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException)
        {
            var parent = Upwards(_place.Path).Skip(missing.Length).First();
            var reason = FilePlace.KindOf(parent) == FileKind.Folder ? "takes no folder from this user" : "is no folder";
            throw new InputException($"{ForeignText.Shorten(Name, CommandFile.LongestPath)} cannot be made, since {ForeignText.Shorten(parent, CommandFile.LongestPath)} {reason}: name another folder.");
        }
    }

    private static IEnumerable<string> Upwards(string path)
    {
        for (var folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
