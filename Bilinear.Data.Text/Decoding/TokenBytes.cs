namespace Bilinear.Data.Text.Decoding;

/// <summary>What tokens add to a text: the bytes of each, and what is done to the whole.</summary>
/// <param name="First">The bytes of each token where it is the first of a text.</param>
/// <param name="Later">Its bytes behind another token.</param>
/// <param name="Stripped">The character that is taken away where the text begins with it; null where none is.</param>
/// <param name="StripsAtMost">How many of them are.</param>
/// <param name="IsCleaned">Whether blanks before signs are taken away, as tokenizers of words do it.</param>
internal sealed record TokenBytes(byte[][] First, byte[][] Later, char? Stripped, int StripsAtMost, bool IsCleaned);
