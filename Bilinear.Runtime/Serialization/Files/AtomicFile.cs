namespace Bilinear.Serialization.Files;

/// <summary>
/// The one way in which files are written: there whole or not at all, since each is written beside its place, flushed to
/// disk, then renamed. A kill or a full disk at any moment leaves the last good one. A link stays, and what it leads to is
/// written; into a device or a pipe, and into what is open already, the bytes go as they come.
/// </summary>
internal static class AtomicFile
{
    /// <param name="permissions">The permissions of a file that is not there yet; the system's if left out. A file that is there keeps its own.</param>
    /// <exception cref="IOException">It cannot be written; what was there is as it was.</exception>
    public static void Write(string path, Action<Stream> write, UnixFileMode? permissions = null) => Write([(path, write)], permissions);

    /// <summary>Files that belong together: none of them is new where one cannot be written.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream}, UnixFileMode?)"/>
    public static void Write(IReadOnlyList<(string Path, Action<Stream> Write)> files, UnixFileMode? permissions = null)
    {
        var written = new List<(string Path, UnfinishedFile File)>();
        try
        {
            foreach (var (path, write) in files)
            {
                Name(path, () =>
                {
                    var place = FilePlace.Of(path);
                    if (place.Kind == FileKind.Folder)
                        throw new IOException("It is a folder.");
                    if (place.Kind == FileKind.Stream)
                        WriteInto(place, write);
                    else
                        WriteBeside(place, path, write);
                });
            }
            foreach (var (path, file) in written)
                Name(path, () => file.TakePlace(isUndoable: written.Count > 1));
        }
        catch
        {
            foreach (var (_, file) in written)
                file.Undo();
            throw;
        }
        finally
        {
            foreach (var (_, file) in written)
                file.Dispose();
        }

        void WriteBeside(FilePlace place, string path, Action<Stream> write)
        {
            var file = new UnfinishedFile(place.Path, permissions);
            written.Add((path, file));
            write(file.Stream);
            file.Finish();
        }
    }

    private static void WriteInto(FilePlace place, Action<Stream> write)
    {
        if (place.OpenAs is { } number)
        {
            using var open = new OpenFile(number);
            write(open);
            open.End();
            return;
        }
        using var stream = new FileStream(place.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        write(stream);
        // A file that another process has open.
        if (UnixStatus.Of(place.Path) is { Kind: FileKind.Regular })
            stream.SetLength(stream.Position);
    }

    private static void Name(string path, Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} could not be written. {exception.Message}", exception);
        }
        catch (ArgumentOutOfRangeException exception) when (exception.Source == typeof(FileStream).Assembly.GetName().Name)
        {
            // So the framework words it that a file would grow beyond what the system, or `ulimit -f`, allows.
            throw new IOException($"{path} could not be written. It would be larger than a file may be here.", exception);
        }
    }
}
