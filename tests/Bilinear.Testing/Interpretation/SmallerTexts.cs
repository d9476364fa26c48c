namespace Bilinear.Testing.Interpretation;

/// <summary>
/// The programs of language models with shorter texts and fewer tokens. An interpreter that does nothing clever takes hours for those of
/// full size, and they show nothing new.
/// </summary>
public static class SmallerTexts
{
    private static readonly (string Size, string Smaller)[] Sizes =
        [("context: dim = 256", "context: dim = 7"), ("4096", "53"), ("context: 512", "context: 7"), ("vocabulary: 2048", "vocabulary: 53"), ("context: dim = 64", "context: dim = 9")];

    /// <summary>Gives the text of a program; one that has no texts stays as it is.</summary>
    public static string Of(string program) => program.Contains("token[", StringComparison.Ordinal)
        ? Sizes.Aggregate(program, (text, size) => text.Replace(size.Size, size.Smaller, StringComparison.Ordinal))
        : program;
}
