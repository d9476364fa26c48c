using Bilinear.Spectral;

namespace Bilinear.Reports.Charts;

/// <summary>A curve of shares.</summary>
/// <param name="Style"><c>first</c>, a blue line with circles, <c>second</c>, a red and dashed one with squares, or <c>third</c>, a grey and dotted one with small squares.</param>
/// <param name="Values">One for each place of the axis; where all have intervals, the curve lies in a band of them.</param>
internal sealed record Curve(string Name, string Style, IReadOnlyList<Estimate> Values)
{
    public Curve(string name, string style, IEnumerable<double> values)
        : this(name, style, [.. values.Select(value => new Estimate(value, double.NaN))])
    {
    }

    public bool HasBand => Values.All(value => value.HasInterval);
}
