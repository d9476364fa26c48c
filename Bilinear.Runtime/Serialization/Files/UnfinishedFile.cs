using System.Security.Cryptography;
using System.Text;

namespace Bilinear.Serialization.Files;

/// <summary>
/// A file on its way to a place: beside it, under a name that nobody can have planted a link at, until it is whole. The
/// file that stands in the place keeps its owner and its permissions. What a kill has left of earlier ones goes.
/// </summary>
internal sealed class UnfinishedFile : IDisposable
{
    private const string Ending = ".tmp";
    private const int RandomLength = 32;

    /// <summary>The longest name that most file systems take, in bytes.</summary>
    private const int LongestName = 255;

    /// <summary>Nobody is still writing a file that has not grown for so long.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    private readonly string _target;
    private readonly UnixStatus? _before;
    private string? _backup;
    private bool _hasPlace;

    /// <param name="target">What <see cref="FilePlace"/> found: a file, or nothing yet.</param>
    /// <param name="permissions">The permissions of a file that is not there yet; the system's if left out.</param>
    public UnfinishedFile(string target, UnixFileMode? permissions = null)
    {
        (_target, _before) = (target, UnixStatus.Of(target));
        RemoveAbandoned(target);
        Path = NewName();
        // Without a buffer, which a full disk would make a second failure of when the stream is closed.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && (_before?.Permissions ?? permissions) is { } mode)
            options.UnixCreateMode = mode;
        try
        {
            Stream = new FileStream(Path, options);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"No file can be put into {System.IO.Path.GetDirectoryName(target)}, which this user may not write to.", exception);
        }
    }

    public string Path { get; }

    public FileStream Stream { get; }

    /// <summary>The name of the file that one of this name is on its way to; null where it is no name of ours.</summary>
    public static string? TargetOf(string name)
    {
        var at = name.Length - Ending.Length - RandomLength - 1;
        return at > 0 && name.EndsWith(Ending, StringComparison.Ordinal) && name[at] == '.' && name.AsSpan(at + 1, RandomLength).IndexOfAnyExcept("0123456789abcdef") < 0 ? name[..at] : null;
    }

    public static bool IsAbandoned(FileInfo file) => file.LastWriteTimeUtc < DateTime.UtcNow - Abandoned;

    /// <summary>Nothing more will be written: all of it is on the disk.</summary>
    public void Finish()
    {
        if (_before is { } before && !OperatingSystem.IsWindows())
        {
            before.GiveBack(Stream.SafeFileHandle);
            File.SetUnixFileMode(Stream.SafeFileHandle, before.Permissions);    // a new owner costs some, and so did the process' mask
        }
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
    }

    /// <summary>The file takes its place.</summary>
    /// <param name="isUndoable">Whether what was there is kept until this is disposed.</param>
    public void TakePlace(bool isUndoable = false)
    {
        if (isUndoable && File.Exists(_target))
            File.Replace(Path, _target, _backup = NewName(), ignoreMetadataErrors: true);
        else
            File.Move(Path, _target, overwrite: true);
        _hasPlace = true;
    }

    /// <summary>What was there before is there again.</summary>
    public void Undo()
    {
        if (!_hasPlace)
            return;
        if (_backup is null)
            File.Delete(_target);
        else
            File.Move(_backup, _target, overwrite: true);
        _backup = null;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_hasPlace)
            File.Delete(Path);
        if (_backup is not null)
            File.Delete(_backup);
    }

    private string NewName() => System.IO.Path.Join(System.IO.Path.GetDirectoryName(_target), $"{Stem(_target)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomLength / 2))}{Ending}");

    // The target's name, or what stands for it where nothing can be put behind it.
    private static string Stem(string target)
    {
        var name = System.IO.Path.GetFileName(target);
        var bytes = Encoding.UTF8.GetBytes(name);
        return bytes.Length + 1 + RandomLength + Ending.Length <= LongestName ? name : Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static void RemoveAbandoned(string target)
    {
        var stem = Stem(target);
        foreach (var file in new DirectoryInfo(System.IO.Path.GetDirectoryName(target)!).EnumerateFiles($"*{Ending}", All))
        {
            if (TargetOf(file.Name) != stem || !IsAbandoned(file))
                continue;
            try
            {
                file.Delete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another process has removed it first, or it is another user's: it is in nobody's way.
            }
        }
    }
}
