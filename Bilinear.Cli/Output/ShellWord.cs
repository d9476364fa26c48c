namespace Bilinear.Cli.Output;

/// <summary>A word as it is given to a shell: as it is where that means nothing else, or in single quotes.</summary>
internal static class ShellWord
{
    private const string Plain = "%+,-./:=@_";

    public static string Of(string word) => word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || Plain.Contains(letter, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
