namespace Bilinear.Data.Text.Splitting;

/// <summary>Takes a word of a text.</summary>
internal delegate void Word(ReadOnlySpan<char> word);

/// <summary>Cuts a text into words, which are tokenised each by itself. What stands between them is left out.</summary>
internal delegate void Splitter(ReadOnlySpan<char> text, Word take);
