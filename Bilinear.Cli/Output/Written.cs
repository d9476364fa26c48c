using System.Globalization;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Cli.Output;

/// <summary>What a command has written, as every command says it: <c>wrote digits.html (1.2 MB)</c>.</summary>
internal static class Written
{
    private const double Step = 1024;

    public static void Say(StatusLine status, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
            status.Say($"wrote {ForeignText.Clean(path)}{(SizeOf(path) is { } size ? $" ({size})" : "")}");
    }

    /// <summary><c>812 bytes</c>, <c>52.1 KB</c>, <c>9.5 MB</c></summary>
    public static string Size(long bytes) => bytes switch
    {
        < (long)Step => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < (long)(Step * Step) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Step:0.0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (Step * Step):N1} MB"),
    };

    // The size is that of the file which a link leads to; a device, a pipe or what is open already holds other bytes too, or none.
    private static string? SizeOf(string path) => FilePlace.Of(path) is { Kind: FileKind.Regular, Path: var file } ? Size(new FileInfo(file).Length) : null;
}
