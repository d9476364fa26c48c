#if !VERIFY
using System.Text;
using Xunit;

namespace Bilinear.Testing.Snapshots;

/// <summary>
/// Compares text with a verified file, by Verify's names and rules: <c>NAME.verified.EXT</c> holds what was accepted,
/// <c>NAME.received.EXT</c> is written where the text differs. BILINEAR_ACCEPT=1 accepts what is received. Building with
/// -p:SnapshotEngine=Verify puts Verify.XunitV3 in this place, on the same files.
/// </summary>
public static class Snapshot
{
    /// <param name="directory">Where the verified file stands.</param>
    /// <param name="name">Such as <c>digits.syntax</c>.</param>
    /// <param name="extension">Without a dot.</param>
    public static Task Match(string text, string directory, string name, string extension = "txt")
    {
        var verified = Path.Combine(directory, $"{name}.verified.{extension}");
        var received = Path.Combine(directory, $"{name}.received.{extension}");
        text = Normalise(text);

        var expected = File.Exists(verified) ? Normalise(File.ReadAllText(verified)) : null;
        if (text == expected)
        {
            File.Delete(received);
            return Task.CompletedTask;
        }
        if (Environment.GetEnvironmentVariable("BILINEAR_ACCEPT") == "1")
        {
            Write(verified, text);
            File.Delete(received);
            return Task.CompletedTask;
        }

        Write(received, text);
        var message = expected is null
            ? $"{verified} does not exist yet."
            : $"{verified} differs from what was received, {FirstDifference(expected, text)}";
        Assert.Fail(message + Environment.NewLine + "Look at the received file beside it; accept it by running the test with BILINEAR_ACCEPT=1.");
        return Task.CompletedTask;
    }

    /// <summary>Verify compares without regard to line ends, a byte-order mark, or a newline at the end.</summary>
    private static string Normalise(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n').TrimStart('\uFEFF').TrimEnd('\n');

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
    }

    private static string FirstDifference(string expected, string received)
    {
        var before = expected.Split('\n');
        var after = received.Split('\n');
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
            line++;
        return $"first in line {line + 1}:{Environment.NewLine}  verified: {before.ElementAtOrDefault(line) ?? "(end)"}{Environment.NewLine}  received: {after.ElementAtOrDefault(line) ?? "(end)"}";
    }
}
#endif
