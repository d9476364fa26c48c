namespace Bilinear.Data.Text.Models;

/// <summary>Turns a word into tokens of a vocabulary.</summary>
internal interface ITokenModel
{
    /// <summary>Adds the tokens of a word, which has at least one character. Any thread may call it at any time.</summary>
    void Encode(ReadOnlySpan<char> word, List<int> ids);
}
