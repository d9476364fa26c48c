namespace Bilinear.Serialization;

/// <summary>
/// Files that are there whole or not at all: written beside their place, flushed to disk, then renamed. A kill or a full
/// disk at any moment leaves the last good one.
/// </summary>
internal static class AtomicFile
{
    /// <summary>What the unfinished file is called. The next writing takes over one that a kill has left.</summary>
    public static string Unfinished(string path) => path + ".tmp";

    /// <exception cref="IOException">It cannot be written; what was there is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var unfinished = Unfinished(path);
        var begun = false;
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                begun = true;
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (begun) File.Delete(unfinished);
            throw new IOException($"{path} could not be written. {exception.Message}", exception);
        }
    }
}
