using Bilinear.Serialization;
using Bilinear.Serialization.Files;

namespace Bilinear.Cli.Data;

/// <summary>Where data are looked for: <c>--data-dir</c>, then the folder that BILINEAR_DATA names, then the user's cache.</summary>
internal static class DataFolders
{
    private const string Variable = "BILINEAR_DATA";

    /// <summary>Where <c>bmlp data</c> puts what it fetches unless it is told where; null for a user without a cache.</summary>
    public static string? Cache => UserCache.In("data");

    public static IEnumerable<string> Roots(string? dataDir)
    {
        if (dataDir is not null)
            yield return dataDir;
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder)
            yield return folder;
        if (Cache is { } cache)
            yield return cache;
    }

    /// <summary>The folders that may be meant by a name, in the order in which they are tried; <c>--data-dir</c> may be such a folder itself.</summary>
    public static IEnumerable<string> Candidates(string name, string? dataDir)
    {
        if (dataDir is not null)
            yield return dataDir;
        foreach (var root in Roots(dataDir))
            yield return Path.Combine(root, name);
    }
}
