namespace Bilinear.Serialization;

/// <summary>The user's folder for what can be computed or fetched again: <c>bilinear</c> in XDG_CACHE_HOME, or where the system keeps such files.</summary>
internal static class UserCache
{
    private const string Name = "bilinear";

    public static string Folder => Path.Combine(Root, Name);

    private static string Root
    {
        get
        {
            if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder) return folder;
            if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
        }
    }
}
