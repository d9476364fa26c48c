using System.Runtime.Versioning;

namespace Bilinear.Serialization.Files;

/// <summary>The user's folder for what can be computed or fetched again: <c>bilinear</c> in XDG_CACHE_HOME, or where the system keeps such files.</summary>
internal static class UserCache
{
    private const string Name = "bilinear";

    /// <summary>Why there may be none, for a message.</summary>
    public const string WhyNone = "this user has no folder for caches: the home folder is not there, or XDG_CACHE_HOME is no full path";

    /// <summary>
    /// A folder of the cache. Null where the user has no cache: what depends on the working folder, where others' files may
    /// lie, is no user's own.
    /// </summary>
    public static string? In(string folder) => Folder is { } own ? Path.Combine(own, folder) : null;

    /// <summary>Whether an entry can be at a path: nothing is written into what else is there, which nobody may be reading.</summary>
    public static bool CanHold(string path) => FilePlace.Of(path).Kind is FileKind.None or FileKind.Regular;

    /// <summary>Makes a folder; in the user's cache for the user alone, as the XDG base directory specification asks.</summary>
    public static void Make(string folder)
    {
        if (!OperatingSystem.IsWindows() && Folder is { } own && folder.StartsWith(own, StringComparison.Ordinal))
            MakeOwn(folder);
        else
            Directory.CreateDirectory(folder);
    }

    [UnsupportedOSPlatform("windows")]
    private static void MakeOwn(string folder)
    {
        if (Directory.Exists(folder))
            return;
        // Each for itself: the permissions are those of the last one made alone.
        if (Path.GetDirectoryName(folder) is { } above)
            MakeOwn(above);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string? Folder => Root is { } root && Path.IsPathFullyQualified(root) ? Path.Combine(root, Name) : null;

    private static string? Root
    {
        get
        {
            if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder)
                return folder;
            if (OperatingSystem.IsWindows())
                return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);    // empty where there is no such folder
            if (!Path.IsPathFullyQualified(home))
                return null;
            return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
        }
    }
}
