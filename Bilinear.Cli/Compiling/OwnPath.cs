using Bilinear.Serialization.Files;

namespace Bilinear.Cli.Compiling;

/// <summary>Whether nobody but the user, and the system's administrator, can have put a file in its place. Paths here are full, without links.</summary>
internal static class OwnPath
{
    private const uint Administrator = 0;
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The file is the user's own, only they may write it, and nobody else may put another in its place.</summary>
    public static bool IsOne(string file) => OperatingSystem.IsWindows() ? IsInProfile(file)
        : UnixStatus.Of(file) is { Kind: FileKind.Regular } status && status.Owner == UnixStatus.User && (status.Permissions & WritableByOthers) == 0 && CanBeOne(file);

    /// <summary>None of the folders above it that are there lets anybody else change what is in it.</summary>
    public static bool CanBeOne(string file)
    {
        if (OperatingSystem.IsWindows())
            return IsInProfile(file);
        var isKnown = false;
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (UnixStatus.Of(folder) is not { } status)
                continue;
            isKnown = true;
            if (!IsKeptFromOthers(status))
                return false;
        }
        return isKnown;
    }

    // In a sticky folder, as /tmp is one, everybody may add files, and only take their own away.
    private static bool IsKeptFromOthers(UnixStatus folder) =>
        (folder.Owner == UnixStatus.User || folder.Owner == Administrator) && ((folder.Permissions & WritableByOthers) == 0 || folder.IsSticky);

    // Windows keeps the folders of a user's profile from other users.
    private static bool IsInProfile(string file) =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } profile && file.StartsWith(profile + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
}
