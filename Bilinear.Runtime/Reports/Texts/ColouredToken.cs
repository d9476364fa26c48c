namespace Bilinear.Reports.Texts;

/// <summary>A token of a text with what is shown of it.</summary>
/// <param name="Text">What stands for it within a text.</param>
/// <param name="Strength">Its colour, from −1 to 1.</param>
/// <param name="About">What a pointer on it shows.</param>
internal sealed record ColouredToken(string Text, double Strength, string About)
{
    /// <summary>A figure beside it; null for none.</summary>
    public string? Figure { get; init; }

    /// <summary>Whether it is the one that the text is about.</summary>
    public bool IsMarked { get; init; }

    /// <summary>Whether it plays no part.</summary>
    public bool IsOutside { get; init; }
}
