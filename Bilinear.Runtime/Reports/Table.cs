using System.Xml.Linq;

namespace Bilinear.Reports;

/// <summary>A table of figures: the first cell of a row is its heading. A cell that is null is left out.</summary>
internal static class Table
{
    public static XElement Of(IEnumerable<string?> columns, IEnumerable<(object Heading, IEnumerable<string?> Cells)> rows) => new(
        "table",
        new XElement("thead", new XElement("tr", columns.OfType<string>().Select(column => new XElement("th", new XAttribute("scope", "col"), column)))),
        new XElement("tbody", rows.Select(row => new XElement(
            "tr",
            new XElement("th", new XAttribute("scope", "row"), row.Heading),
            row.Cells.OfType<string>().Select(cell => new XElement("td", cell))))));
}
