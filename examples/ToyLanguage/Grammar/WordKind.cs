namespace Examples.ToyLanguage.Grammar;

/// <summary>What a word is for.</summary>
internal enum WordKind
{
    /// <summary>No word: the token before each text, and the one of what is no word.</summary>
    Special,

    /// <summary>The first of a pair.</summary>
    First,

    /// <summary>The second of a pair.</summary>
    Second,

    Topic,

    Query,

    Answer,

    Name,

    Colour,

    Other,
}
