namespace Bilinear.Data.Files.Tables;

/// <summary>How one file is split where it has no parts of its own: as the digits are, and by nothing but the place of a sample.</summary>
internal static class Split
{
    public const int Every = 5;

    public const string Rule = "every fifth from the first is a test sample";

    public static bool IsTest(long sample) => sample % Every == 0;
}
