namespace Bilinear.Reports.Images;

/// <summary>−1 … 0 … 1 as red … white … blue, each end in even steps of lightness (after ColorBrewer's RdBu).</summary>
internal static class DivergingColors
{
    private static readonly (int Red, int Green, int Blue)[] Positive = [(255, 255, 255), (209, 229, 240), (146, 197, 222), (67, 147, 195), (33, 102, 172), (5, 48, 97)];
    private static readonly (int Red, int Green, int Blue)[] Negative = [(255, 255, 255), (253, 219, 199), (244, 165, 130), (214, 96, 77), (178, 24, 43), (103, 0, 31)];

    public static (byte Red, byte Green, byte Blue) Of(double value)
    {
        var stops = value < 0 ? Negative : Positive;
        var at = Math.Min(Math.Abs(value), 1) * (stops.Length - 1);
        var low = Math.Min((int)at, stops.Length - 2);
        var (from, to, share) = (stops[low], stops[low + 1], at - low);
        return (Mix(from.Red, to.Red, share), Mix(from.Green, to.Green, share), Mix(from.Blue, to.Blue, share));
    }

    private static byte Mix(int from, int to, double share) => (byte)Math.Round(from + ((to - from) * share));
}
