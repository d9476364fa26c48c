using Bilinear.Data;

namespace Bilinear.Models.Tests.Measuring;

/// <summary>Sixteen texts of one to eight of twelve tokens, each of which decides what comes next.</summary>
internal static class SmallTexts
{
    public static readonly int[][] Tokens = [.. Enumerable.Range(0, 16).Select(text => Enumerable.Range(0, 1 + (text * 5 % 8)).Select(i => ((i * i) + (text * 3)) % 12).ToArray())];

    public static DataSet Data => DataSet.OfTexts("texts", 12, 8, Tokens, [.. Tokens.Select(text => text.Select(token => ((token * 5) + 1) % 12).ToArray())]);
}
