using System.Text;
using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Serialization.Files;
using Bilinear.Text;

namespace Bilinear.Reports;

/// <summary>What every page is made of: one file without scripts that asks for nothing it does not carry, in the same style.</summary>
internal static class HtmlPage
{
    /// <param name="origin">What stands at its end.</param>
    /// <param name="header">What stands above the rest, with the heading.</param>
    public static XElement Of(string title, Origin origin, XElement header, IReadOnlyList<object?> main) => Of(title, origin.Footer(), header, main);

    /// <param name="footer">What stands at its end.</param>
    /// <param name="header">What stands above the rest, with the heading.</param>
    public static XElement Of(string title, XElement footer, XElement header, IReadOnlyList<object?> main) => new(
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
        new XElement(
            "body",
            header,
            new XElement("main", main),
            footer));

    /// <summary>The heading, a sentence below it, and figures.</summary>
    public static XElement Header(string title, string summary, IEnumerable<XElement> figures) => new(
        "header",
        new XElement("h1", title),
        new XElement("p", new XAttribute("class", "summary"), summary),
        new XElement("ul", new XAttribute("class", "figures"), figures));

    public static XElement Figure(string value, string meaning) => new("li", new XElement("strong", value), new XElement("span", meaning));

    /// <summary>One number of a card, in its list of terms.</summary>
    public static XElement Term(string name, string value) => new("div", new XElement("dt", name), new XElement("dd", value));

    public static XElement Panel(string title, object content, string kind = "panel") =>
        new("div", new XAttribute("class", kind), new XElement("h3", title), content);

    /// <summary>A section with a heading and a sentence beside it.</summary>
    public static XElement Section(string title, string beside, params object?[] content) => new(
        "section",
        new XElement("div", new XAttribute("class", "head"), new XElement("h2", title), new XElement("p", beside)),
        content);

    /// <summary>A sentence in which names stand between backticks.</summary>
    public static IEnumerable<object> Prose(string sentence) =>
        sentence.Split('`').Select((part, index) => index % 2 == 0 ? (object)part : new XElement("code", part));

    /// <summary>A table of what a page is about, for the end of it.</summary>
    public static XElement Facts(IEnumerable<KeyValuePair<string, string>> facts) => new("table", new XAttribute("class", "facts"), new XElement("tbody", facts.Select(fact =>
        new XElement("tr", new XElement("th", new XAttribute("scope", "row"), fact.Key), new XElement("td", fact.Value)))));

    public static string Describe(DataSet data) => data.Texts is null
        ? $"{data.Name}, {Figures.Count(data.Count, "sample")}, SHA-256 {data.Checksum}"
        : $"{data.Name}, {Figures.Count(data.Count, "text")}, SHA-256 {data.Checksum}, of the tokens as the model is scored on them, not of a file";

    /// <summary>The page as text.</summary>
    public static string Render(XElement page)
    {
        Clean(page);
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    /// <exception cref="IOException">The file cannot be written; an older file at the path stays as it was.</exception>
    public static void Write(string path, string html)
    {
        var bytes = Encoding.UTF8.GetBytes(html);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    // Names of data and files, metadata, a program's comments: a page cannot hold a control character, nor should a name turn its text around.
    public static void Clean(XElement page)
    {
        foreach (var text in page.DescendantNodes().OfType<XText>())
            text.Value = ForeignText.CleanLines(text.Value);
        foreach (var attribute in page.DescendantsAndSelf().Attributes())
            attribute.Value = ForeignText.Clean(attribute.Value);
    }
}
