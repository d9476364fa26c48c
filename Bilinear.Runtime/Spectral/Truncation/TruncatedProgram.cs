using System.Security.Cryptography;
using System.Text;
using Bilinear.Serialization;

namespace Bilinear.Spectral;

/// <summary>
/// The program of a truncated model as a file beside its weights. Its first line has a sum of the others, so that a program
/// that somebody has changed since is known for theirs.
/// </summary>
internal static class TruncatedProgram
{
    /// <summary>No program of ours is so long, in bytes: what is longer is not read to find out.</summary>
    private const long Longest = 1 << 20;

    private const int SumLength = 16;

    /// <summary>Beside <c>T.safetensors</c> it is <c>T.bmlp</c>.</summary>
    public static DerivedFile Place { get; } = new("the program", ".bmlp", IsOne);

    /// <summary>The file's contents.</summary>
    public static byte[] Encode(string canonicalText) => Encoding.UTF8.GetBytes(Marked(canonicalText + "\n"));

    private static string Marked(string text) =>
        $"// Written with the weights beside it. Truncating anew replaces it, unless it was changed: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..SumLength]}\n{text}";

    private static bool IsOne(string path)
    {
        if (new FileInfo(path).Length > Longest)
            return false;
        // Git may have written its lines with other ends.
        var text = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
        return text == Marked(text[(text.IndexOf('\n') + 1)..]);
    }
}
