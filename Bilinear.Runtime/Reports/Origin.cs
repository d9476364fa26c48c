using System.Reflection;
using System.Xml.Linq;
using Bilinear.Data;
using Bilinear.Spectral;
using Bilinear.Training;

namespace Bilinear.Reports;

/// <summary>Where the numbers of a page come from, at its end: in one line of shortened checksums, and in a table of whole ones.</summary>
/// <param name="provenance">What the page's model was trained with; null where this is not known.</param>
/// <param name="data">What the page shows or measures; what is null, or there twice, is left out.</param>
internal sealed class Origin(ModelDescription model, string weightsHash, Provenance? provenance, params IEnumerable<DataSet?> data)
{
    private const int Shortened = 12;

    private readonly DataSet[] _data = [.. data.OfType<DataSet>().DistinctBy(data => data.Checksum)];

    /// <param name="about">A decomposition of the page's model.</param>
    public Origin(Decomposition about, params IEnumerable<DataSet?> data)
        : this(about.Model, about.WeightsHash, about.Provenance, data)
    {
    }

    // With what the page is made, not when: the same weights and data make the same page.
    public static string Version { get; } = typeof(Origin).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public XElement Footer() => new(
        "footer",
        new XElement("p", Line().SelectMany((part, place) => place == 0 ? [part] : new object[] { " · ", part })),
        new XElement("details", new XElement("summary", "In full"), HtmlPage.Facts(Rows())));

    private IEnumerable<object> Line()
    {
        yield return $"Bilinear {Version}";
        yield return new XElement("span", $"{model.Name}, parameters ", Short(weightsHash));
        if (provenance is { } training)
            yield return new XElement("span", $"seed {training.Seed}, trained on {training.Data} ", Short(training.DataChecksum));
        foreach (var data in _data.Where(data => data.Checksum != provenance?.DataChecksum))
            yield return new XElement("span", $"data {data.Name} ", Short(data.Checksum));
    }

    private IEnumerable<KeyValuePair<string, string>> Rows() =>
    [
        new("written by", $"Bilinear {Version}"),
        new("parameters", $"SHA-256 {weightsHash}, of the parameters as float32 in the order of the program"),
        .. provenance is { } training
            ? [new("trained on", $"{training.Data}, SHA-256 {training.DataChecksum}{(model.TakesTexts ? ", of the tokens as they were cut for training, not of a file" : "")}"), new("steps", Figures.Count(training.Step)), new("seed", $"{training.Seed}"), .. Validation(training)]
            : Array.Empty<KeyValuePair<string, string>>(),
        .. _data.Select(data => new KeyValuePair<string, string>("data", HtmlPage.Describe(data))),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Validation(Provenance training) => training.Validation == 0
        ? []
        : [new("kept for validation", $"{Figures.Percent(training.Validation)}{(training.ValidationLoss is { } loss ? $", loss {Figures.Plain(loss)}" : "")}")];

    private static XElement Short(string checksum) => new("code", new XAttribute("title", $"SHA-256 {checksum}"), checksum.Length > Shortened ? checksum[..Shortened] : checksum);
}
