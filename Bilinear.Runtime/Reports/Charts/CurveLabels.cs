namespace Bilinear.Reports.Charts;

/// <summary>Where the names of curves stand, at the ends of these.</summary>
internal static class CurveLabels
{
    /// <summary>As near to the curves' ends as a line's height between names allows, and none below the chart, where the axis has its numbers.</summary>
    /// <param name="ends">Where the curves end, from the top downwards, in ascending order.</param>
    public static double[] Place(IReadOnlyList<double> ends, double lineHeight, double bottom)
    {
        double[] places = [.. ends];
        for (var index = 1; index < places.Length; index++)
            places[index] = Math.Max(places[index], places[index - 1] + lineHeight);
        for (var index = places.Length - 1; index >= 0; index--)
            places[index] = Math.Min(places[index], bottom - ((places.Length - 1 - index) * lineHeight));
        return places;
    }
}
