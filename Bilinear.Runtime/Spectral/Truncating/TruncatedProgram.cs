using System.Security.Cryptography;
using System.Text;
using Bilinear.Serialization.Files;

namespace Bilinear.Spectral.Truncating;

/// <summary>
/// The program of a truncated model as a file beside its weights. Its first line has a sum of the others, so that a program
/// that somebody has changed since is known for theirs. Blanks and line ends do not count: a formatter, or git, is nobody.
/// </summary>
internal static class TruncatedProgram
{
    /// <summary>No program of ours is so long, in bytes: what is longer is not read to find out.</summary>
    private const long Longest = 1 << 20;

    private const int SumLength = 16;

    /// <summary>Beside <c>T.safetensors</c> it is <c>T.bmlp</c>.</summary>
    public static DerivedFile Place { get; } = new("the program", ".bmlp", IsOne);

    /// <summary>The file's contents.</summary>
    public static byte[] Encode(string canonicalText) => Encoding.UTF8.GetBytes($"{Mark(canonicalText)}\n{canonicalText}\n");

    private static string Mark(string text)
    {
        var letters = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
        return $"// Written with the weights beside it. Truncating anew replaces it, unless it was changed: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(letters)))[..SumLength]}";
    }

    private static bool IsOne(string path)
    {
        if (new FileInfo(path).Length > Longest)
            return false;
        var text = File.ReadAllText(path);
        var end = text.IndexOf('\n');
        return end > 0 && text[..end].TrimEnd() == Mark(text[end..]);
    }
}
