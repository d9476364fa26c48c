namespace Examples.ToyLanguage.Grammar;

/// <summary>What a text is for; texts of different parts have nothing in common.</summary>
internal enum TextPart
{
    Training,

    Test,
}
