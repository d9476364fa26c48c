namespace Examples.ToyLanguage.Grammar;

/// <summary>A word that asks something of the text's topic.</summary>
/// <param name="Answers">One for each topic, in their order.</param>
internal sealed record Query(string Word, IReadOnlyList<string> Answers);
