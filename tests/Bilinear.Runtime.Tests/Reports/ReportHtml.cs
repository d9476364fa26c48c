using System.Xml.Linq;
using Bilinear.Reports;

namespace Bilinear.Runtime.Tests.Reports;

/// <summary>A report read back: it must be well-formed as XML too.</summary>
internal static class ReportHtml
{
    public static XElement Page(ReportContents contents)
    {
        const string Doctype = "<!DOCTYPE html>\n";
        var html = Report.Render(contents);
        Assert.StartsWith(Doctype, html, StringComparison.Ordinal);
        return XDocument.Parse(html[Doctype.Length..]).Root!;
    }

    public static IEnumerable<XElement> OfClass(this XElement element, string name, string kind) =>
        element.Descendants(name).Where(each => each.Attribute("class")?.Value == kind);
}
