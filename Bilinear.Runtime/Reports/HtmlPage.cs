using System.Text;
using System.Xml.Linq;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Reports;

/// <summary>What all pages have in common: one file that opens offline, without scripts, in light and dark.</summary>
internal static class HtmlPage
{
    public static XElement Of(string title, XElement header, XElement main, string footer) => new(
        "html",
        new XAttribute("lang", "en"),
        new XElement(
            "head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            // The page asks for nothing that it does not carry, and says so.
            new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", "default-src 'none'; img-src data:; style-src 'unsafe-inline'")),
            new XElement("title", title),
            new XElement("style", ReportStyle.Css)),
        new XElement("body", header, main, new XElement("footer", footer)));

    /// <summary>A number for the head of a page, in an <c>ul</c> of the class <c>figures</c>.</summary>
    public static XElement Figure(string value, string meaning) => new("li", new XElement("strong", value), new XElement("span", meaning));

    public static string Render(XElement page)
    {
        Clean(page);
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    /// <exception cref="IOException">The file cannot be written; an older one at the path stays as it was.</exception>
    public static void Write(string path, string html)
    {
        var bytes = Encoding.UTF8.GetBytes(html);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    // Names of data and files, metadata, a program's comments: a page cannot hold a control character, nor should a name turn its text around.
    private static void Clean(XElement page)
    {
        foreach (var text in page.DescendantNodes().OfType<XText>())
            text.Value = ForeignText.CleanLines(text.Value);
        foreach (var attribute in page.DescendantsAndSelf().Attributes())
            attribute.Value = ForeignText.Clean(attribute.Value);
    }
}
