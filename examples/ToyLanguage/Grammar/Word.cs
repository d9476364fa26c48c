namespace Examples.ToyLanguage.Grammar;

/// <summary>A token of the language.</summary>
/// <param name="Index">Which of its kind, counted from 0.</param>
internal sealed record Word(WordKind Kind, int Index, string Text);
