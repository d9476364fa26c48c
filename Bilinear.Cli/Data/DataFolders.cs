using Bilinear.Serialization.Files;

namespace Bilinear.Cli.Data;

/// <summary>Where data are looked for by a name: in <c>--data-dir</c> and nowhere else where that is given, or else in the folder that BILINEAR_DATA names, then in the user's cache.</summary>
internal static class DataFolders
{
    private const string Variable = "BILINEAR_DATA";

    /// <summary>Where <c>bmlp data</c> puts what it fetches unless it is told where; null for a user without a cache.</summary>
    public static string? Cache => UserCache.In("data");

    /// <summary>The places of a set that is known by its name, in the order in which they are tried; <c>--data-dir</c> may be its folder itself.</summary>
    public static List<string> OfKnown(string name, string? dataDir) => dataDir is null ? [.. Common(name)] : [dataDir, Path.Combine(dataDir, name)];

    /// <summary>The places of a folder of one's own. A path is that path and no other.</summary>
    public static List<string> OfOwn(string folder, string? dataDir) => IsPath(folder) ? [folder]
        : dataDir is null ? [folder, .. Common(folder)]
        : [Path.Combine(dataDir, folder)];

    private static bool IsPath(string folder) => folder is "." or ".." || folder.AsSpan().ContainsAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);

    private static IEnumerable<string> Common(string name)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder)
            yield return Path.Combine(folder, name);
        if (Cache is { } cache)
            yield return Path.Combine(cache, name);
    }
}
