using Bilinear.Linalg;
using Bilinear.Serialization.Files;
using Bilinear.Spectral.Cache;

namespace Bilinear.Spectral;

/// <summary>
/// A folder that keeps intermediate results of decompositions: eigenpairs, singular triplets, moments and top inputs. The name of
/// an entry is the SHA-256 of everything that the entry was computed from, so no entry can be out of date. Any number of processes
/// may use the folder at once. Other files in it are left alone, and do not count.
/// </summary>
public sealed class DecompositionCache
{
    private const long UserLimit = 2L << 30;

    private readonly string _folder;
    private readonly long _limit;

    /// <summary>A cache in a folder.</summary>
    /// <param name="folder">The path of the folder, which is created when the first entry is written.</param>
    /// <param name="limit">The largest size of all entries together, in bytes; beyond it the least recently used entries are removed.</param>
    public DecompositionCache(string folder, long limit = UserLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (folder.AsSpan().ContainsAny(Path.GetInvalidPathChars()))
            throw new ArgumentException("The name of the folder holds a character that no path may have.", nameof(folder));
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        (_folder, _limit) = (folder, limit);
    }

    /// <summary>
    /// The user's cache: at most 2 GiB in <c>bilinear/decompositions</c> under XDG_CACHE_HOME, or where the system keeps such
    /// files. The result is null where the user's home folder does not exist, or XDG_CACHE_HOME is no full path.
    /// </summary>
    public static DecompositionCache? OfUser() => UserCache.In("decompositions") is { } folder ? new(folder) : null;

    // Beside its inputs an entry depends on the code that computes it, and every build of the code has its own identity.
    private static string SolverVersion => typeof(DecompositionCache).Module.ModuleVersionId.ToString();

    /// <summary>Returns the kept arrays, or computes and keeps them. A damaged entry is computed anew.</summary>
    /// <param name="request">A description of what is computed, with the data's checksum where data play a part.</param>
    /// <param name="inputs">The numbers that the result is computed from.</param>
    /// <param name="fits">Tells whether kept arrays have the number and lengths that the caller expects.</param>
    internal double[][] GetOrCompute(string request, IEnumerable<Matrix> inputs, Func<double[][], bool> fits, Func<double[][]> compute)
    {
        var key = CacheKey.Of(SolverVersion, request, inputs);
        var path = Path.Combine(_folder, CacheEntry.NameOf(key));
        if (CacheEntry.TryRead(path, key) is { } kept && fits(kept))
        {
            Touch(path);
            return kept;
        }

        var computed = compute();
        if (CacheEntry.SizeOf(computed) <= _limit && TryWrite(path, key, computed))
            Trim();
        return computed;
    }

    // The time of the last write is that of the last use. Somebody may have removed the entry meanwhile: then there is nothing to note.
    private static void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    // Without a folder to write to there is no cache, and nothing else is lost.
    private bool TryWrite(string path, string key, double[][] arrays)
    {
        try
        {
            UserCache.Make(_folder);
            if (!UserCache.CanHold(path))
                return false;
            CacheEntry.Write(path, key, arrays);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Trim()
    {
        var total = 0L;
        foreach (var file in new DirectoryInfo(_folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc))
        {
            if (CacheEntry.IsName(file.Name))
            {
                total += SizeOf(file);
                if (total > _limit)
                    TryDelete(file);
            }
            else if (UnfinishedFile.TargetOf(file.Name) is { } target && CacheEntry.IsName(target) && UnfinishedFile.IsAbandoned(file))
            {
                TryDelete(file);
            }
        }
    }

    // Nothing where another process has removed it since the folder was listed.
    private static long SizeOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    // Another process may be reading or removing it: then the next trim finds it, or it is gone.
    private static void TryDelete(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
