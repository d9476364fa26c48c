using Bilinear.Spectral;

namespace Bilinear.Reports;

/// <summary>A curve of a chart of a <see cref="StudySection"/>.</summary>
/// <param name="Name">What stands beside its line above the chart.</param>
/// <param name="Values">Shares from 0 to 1, one for each number of the axis.</param>
public sealed record StudyCurve(string Name, IReadOnlyList<Estimate> Values)
{
    /// <summary>The looks of the first, second and third curve of a chart.</summary>
    internal static readonly string[] Styles = ["first", "second", "third"];
}
