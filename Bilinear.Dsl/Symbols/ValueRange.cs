namespace Bilinear.Dsl.Symbols;

/// <summary>The numbers that an argument takes.</summary>
/// <param name="Text">The range in words, for messages: <c>at least 1</c>.</param>
public sealed record ValueRange(string Text, Func<double, bool> Contains)
{
    public static ValueRange AtLeastOne { get; } = new("at least 1", value => value >= 1);

    /// <summary>What is counted at run time, by 32-bit numbers.</summary>
    public static ValueRange Count { get; } = new("from 1 to 2147483647", value => value is >= 1 and <= int.MaxValue);

    public static ValueRange CountOrNone { get; } = new("from 0 to 2147483647", value => value is >= 0 and <= int.MaxValue);

    public static ValueRange NotNegative { get; } = new("at least 0", value => value >= 0);

    public static ValueRange Positive { get; } = new("above 0", value => value > 0);

    /// <summary>A part of a whole that is neither nothing nor all of it.</summary>
    public static ValueRange Part { get; } = new("above 0 and below 1", value => value is > 0 and < 1);

    public static ValueRange BelowOne { get; } = new("at least 0 and below 1", value => value is >= 0 and < 1);
}
