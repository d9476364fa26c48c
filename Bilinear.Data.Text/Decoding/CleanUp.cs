namespace Bilinear.Data.Text.Decoding;

/// <summary>Takes away the blanks that a tokenizer of words put before signs. Source: <c>clean_up_tokenization</c> of Hugging Face's libraries.</summary>
internal static class CleanUp
{
    private static readonly (string Found, string Left)[] Rules =
        [(" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re")];

    public static string Of(string text) => Rules.Aggregate(text, (result, rule) => result.Replace(rule.Found, rule.Left, StringComparison.Ordinal));

    /// <summary>
    /// The last place where a text can be cut so that its parts can be cleaned one by one: before a blank, behind nothing that a
    /// rule, or two in turn (<c> n ' t</c>), could go on from.
    /// </summary>
    public static int SafeCut(ReadOnlySpan<char> text)
    {
        for (var at = text.Length - 1; at > 0; at--)
        {
            if (text[at] == ' ' && text[at - 1] is not (' ' or '\'') && !(text[at - 1] == 'n' && (at == 1 || text[at - 2] == ' ')))
                return at;
        }
        return 0;
    }
}
