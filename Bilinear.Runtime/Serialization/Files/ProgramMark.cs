using System.Security.Cryptography;
using System.Text;

namespace Bilinear.Serialization.Files;

/// <summary>
/// The first line of a program that Bilinear wrote, a comment. It has a sum of the others, so that a program that somebody has changed since is known for theirs.
/// Blanks and line ends do not count: a formatter, or git, is nobody.
/// </summary>
internal static class ProgramMark
{
    /// <summary>No program of ours is so long, in bytes: what is longer is not read to find out.</summary>
    private const long Longest = 1 << 20;

    private const int SumLength = 16;

    /// <summary>The line, without its end.</summary>
    public static string Of(string program)
    {
        var letters = string.Concat(program.Where(letter => !char.IsWhiteSpace(letter)));
        return $"// Written by Bilinear. Writing it anew replaces it, unless it was changed: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(letters)))[..SumLength]}";
    }

    /// <summary>Whether the file at a path begins with the line that belongs there.</summary>
    public static bool IsIn(string path)
    {
        if (new FileInfo(path).Length > Longest)
            return false;
        var text = File.ReadAllText(path);
        var end = text.IndexOf('\n');
        return end > 0 && text[..end].TrimEnd() == Of(text[end..]);
    }
}
