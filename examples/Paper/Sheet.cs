using Bilinear.Reports;
using Bilinear.Spectral;

namespace Examples.Paper;

/// <summary>A part's section of the page, whose curves and tables are kept as numbers too.</summary>
internal sealed class Sheet(StudySection section)
{
    /// <summary>What is drawn, and is no list of numbers: pictures, spectra, trees and sentences.</summary>
    public StudySection Drawn => section;

    /// <summary>The numbers of its curves and tables, by their names.</summary>
    public Dictionary<string, object> Kept { get; } = [];

    public void Curves(string name, string caption, string unit, IReadOnlyList<double> at, params StudyCurve[] curves)
    {
        section.Curves(caption, unit, at, curves);
        Keep(name, at, curves);
    }

    public void CountCurves(string name, string caption, string one, IReadOnlyList<int> counts, params StudyCurve[] curves)
    {
        section.CountCurves(caption, one, counts, curves);
        Keep(name, counts, curves);
    }

    /// <summary>A table with a row for each name and a column for each kind of number, of which each has a value for each seed, or none.</summary>
    public void Table(string name, string of, IReadOnlyList<string> kinds, IReadOnlyList<(string Name, IReadOnlyList<IReadOnlyList<double>> Cells)> rows)
    {
        section.Table([of, .. kinds], [.. rows.Select(row => (IReadOnlyList<string>)[row.Name, .. row.Cells.Select(cell => cell.Count == 0 ? "" : Numbers.Of(cell))])]);
        Kept[name] = rows.ToDictionary(row => row.Name, row => kinds.Zip(row.Cells).Where(cell => cell.Second.Count > 0).ToDictionary(cell => cell.First, cell => cell.Second));
    }

    private void Keep<T>(string name, IReadOnlyList<T> at, StudyCurve[] curves) =>
        Kept[name] = new { At = at, Curves = curves.ToDictionary(curve => curve.Name, curve => curve.Values.Select(value => new { value.Mean, Margin = value.HasInterval ? (double?)value.Margin : null })) };
}
