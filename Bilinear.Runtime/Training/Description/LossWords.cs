namespace Bilinear.Training.Description;

/// <summary>Losses as the language writes them.</summary>
internal static class LossWords
{
    public static string Word(this LossKind loss) => loss == LossKind.CrossEntropy ? "cross_entropy" : "mean_squared_error";

    /// <summary>Null for a word that is no loss.</summary>
    public static LossKind? Parse(string word) => Enum.GetValues<LossKind>().Cast<LossKind?>().FirstOrDefault(loss => loss!.Value.Word() == word);
}
