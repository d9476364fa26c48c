using System.Text.RegularExpressions;

namespace Bilinear.Serialization.Files;

/// <summary>Where a path leads when all links on its way are followed, and what is there.</summary>
/// <param name="Path">Full, without a link in it.</param>
internal sealed partial record FilePlace(string Path, FileKind Kind)
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <exception cref="IOException">Its links lead in a circle.</exception>
    public static FilePlace Of(string path)
    {
        var real = Follow(path);
        return new FilePlace(real, Descriptor().IsMatch(real) ? FileKind.Stream : KindOf(real));
    }

    /// <summary>The number that this process has the file open under, where the path says no more than that: <c>/dev/fd/1</c>.</summary>
    public int? OpenAs => Descriptor().Match(Path) is { Success: true } match && match.Groups["process"].Value is var process && (process.Length == 0 || process == $"{Environment.ProcessId}")
        && int.TryParse(match.Groups["number"].Value, out var number) ? number : null;

    /// <summary>One file under two names too, of which one may be a number that it is open under. Two may share a device or a pipe.</summary>
    public bool IsSameAs(FilePlace other)
    {
        var isOpen = Kind == FileKind.Stream || other.Kind == FileKind.Stream;
        return (!isOpen && string.Equals(Path, other.Path, Comparison))
            || (UnixStatus.Of(Path) is { } left && UnixStatus.Of(other.Path) is { } right && (left.Device, left.Number) == (right.Device, right.Number) && (!isOpen || left.Kind == FileKind.Regular));
    }

    /// <summary>Why nothing can be written here, as far as that can be told without writing; null where nothing speaks against it.</summary>
    public string? WhyNotWritable()
    {
        if (OperatingSystem.IsWindows()) return null;
        if (OpenAs is { } number) return OpenFile.WhyNotWritable(number);
        if (Kind == FileKind.Stream) return UnixStatus.IsWritable(Path) ? null : "this user may not write to it";
        return System.IO.Path.GetDirectoryName(Path) is not { } folder || UnixStatus.IsWritable(folder) ? null : $"no file can be put into {folder}, which this user may not write to";
    }

    /// <summary>What a reader finds at a path.</summary>
    public static FileKind KindOf(string path)
    {
        if (UnixStatus.Of(path) is { } status)
            return status.Kind;
        // As Windows spells NUL, COM1 and its named pipes in full.
        if (path.StartsWith(@"\\.\", StringComparison.Ordinal)) return FileKind.Stream;
        return Directory.Exists(path) ? FileKind.Folder : File.Exists(path) ? FileKind.Regular : FileKind.None;
    }

    private static string Follow(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var (real, links) = (System.IO.Path.GetPathRoot(full)!, 0);
        var rest = new Stack<string>();
        Push(full[real.Length..]);
        while (rest.TryPop(out var name))
        {
            if (name == "..")
                real = System.IO.Path.GetDirectoryName(real) ?? real;
            if (name is "." or "..")
                continue;
            var next = System.IO.Path.Join(real, name);
            // What a descriptor is said to link to is often no path.
            if (Descriptor().IsMatch(next) || new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > MostLinks)
                throw new IOException($"{path} is a link that leads to no file: its links go in a circle.");
            var root = System.IO.Path.IsPathRooted(target) ? System.IO.Path.GetPathRoot(target)! : "";
            if (root.Length > 0)
                real = root;
            Push(target[root.Length..]);
        }
        return real;

        void Push(string names)
        {
            foreach (var name in names.Split([System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse())
                rest.Push(name);
        }
    }

    [GeneratedRegex("^(/dev|/proc/(?<process>[0-9]+)(/task/[0-9]+)?)/fd/(?<number>[0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Descriptor();
}
