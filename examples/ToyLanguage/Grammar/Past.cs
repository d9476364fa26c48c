namespace Examples.ToyLanguage.Grammar;

/// <summary>All that matters of the beginning of a text for what comes next.</summary>
/// <param name="Last">The last token.</param>
/// <param name="Topic">Which topic the text has; null before it is said.</param>
/// <param name="Colours">Which colour each name has in this text; null before it is said.</param>
internal sealed record Past(int Last, int? Topic, IReadOnlyList<int?> Colours);
