namespace Bilinear.Text;

/// <summary>The values of an enum as the language, files and the tool write them: <c>MeanActivation</c> is <c>mean_activation</c>.</summary>
internal static class EnumWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => string.Concat($"{value}".Select((letter, place) => char.IsUpper(letter) ? $"{(place > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>The value of a word; null for a word that is none.</summary>
    public static T? Parse<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Of(value!.Value) == word);
}
