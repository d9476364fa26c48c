using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Bilinear.Spectral;
using Bilinear.Text;

namespace Bilinear.Artefacts;

/// <summary>An item <c>BilinearArtefact</c> of a project, as the package's targets hand it on.</summary>
internal sealed class BuildItem
{
    private const string Element = "BilinearArtefact";

    // What the targets read, and what MSBuild and editors do.
    private static readonly HashSet<string> Known = new(["Name", "Namespace", "Keep", "Rule", "Port", "Include", "Exclude", "Update", "Remove", "Condition", "Label", "Link", "Visible", "KeepMetadata", "RemoveMetadata", "KeepDuplicates", "MatchOnMetadata", "MatchOnMetadataOptions"], StringComparer.Ordinal);

    /// <summary>What the targets write of an item.</summary>
    public static readonly IReadOnlyCollection<string> Words = ["project", "root", "include", "name", "namespace", "keep", "rule", "port", "spectra", "modified", "code"];

    private readonly string _project;
    private readonly string _include;
    private readonly string _name;
    private readonly string _namespace;
    private readonly string _keep;
    private readonly string _rule;
    private readonly string _port;
    private readonly string _spectra;
    private readonly Lazy<XElement?> _element;

    /// <param name="words">The values by their <see cref="Words"/>; empty for what the item does not have.</param>
    public BuildItem(IReadOnlyDictionary<string, string> words)
    {
        string Of(string word) => words.TryGetValue(word, out var value) ? value : "";
        (_project, _include, _name, _namespace) = (Of("project"), Of("include"), Of("name"), Of("namespace"));
        (_keep, _rule, _port, _spectra, Code) = (Of("keep"), Of("rule"), Of("port"), Of("spectra"), Of("code"));
        if (_namespace.Length == 0)
            _namespace = Of("root");
        _element = new Lazy<XElement?>(Find);
    }

    /// <summary>The file of spectra.</summary>
    /// <exception cref="ItemException">There is none.</exception>
    public string Spectra => File.Exists(_spectra) ? _spectra : throw new ItemException($"there is no file {_spectra}: `bmlp decompose` writes such a file, and so does `Save` of a model's spectra.");

    /// <summary>The file that is written.</summary>
    public string Code { get; }

    /// <exception cref="ItemException">The item has no name, or one that no class can have.</exception>
    public string Name => _name.Length == 0 ? throw new ItemException("the item needs a Name, which its class gets: Name=\"DigitReader\".")
        : ArtefactName.WhyNot(_name) is { } reason ? throw new ItemException($"Name=\"{ForeignText.Shorten(_name)}\" {reason}: give another, such as DigitReader.")
        : _name;

    /// <exception cref="ItemException">It is no namespace.</exception>
    public string Namespace => _namespace.Length == 0 || ArtefactName.IsNamespace(_namespace)
        ? _namespace
        : throw new ItemException($"Namespace=\"{ForeignText.Shorten(_namespace)}\" is no namespace of C#: give another, such as Company.Readers.");

    /// <exception cref="ItemException">It is no number from 1.</exception>
    public int? Keep => _keep.Length == 0 ? null
        : int.TryParse(_keep, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number
        : throw new ItemException($"Keep=\"{ForeignText.Shorten(_keep)}\" is no number of eigenvectors: give a whole number from 1, or leave it out to keep all.");

    /// <exception cref="ItemException">There is no such rule.</exception>
    public TruncationRule? Rule => _rule.Length == 0 ? null : EnumWords.Parse<TruncationRule>(_rule)
        ?? throw new ItemException($"Rule=\"{ForeignText.Shorten(_rule)}\" is none: it is magnitude, ends or mean_activation.");

    public string? Port => _port.Length == 0 ? null : _port;

    /// <summary>Where the item stands: <c>app.csproj(12,6)</c>; without line and column where it is not found there.</summary>
    public string Place => _element.Value is IXmlLineInfo at && at.HasLineInfo() ? string.Create(CultureInfo.InvariantCulture, $"{_project}({at.LineNumber},{at.LinePosition})") : _project;

    /// <exception cref="ItemException">The item has what nothing reads: a word that was mistyped would go unseen.</exception>
    public void CheckMetadata()
    {
        if (_element.Value is { } element && element.Attributes().Select(attribute => attribute.Name.LocalName).Concat(element.Elements().Select(child => child.Name.LocalName)).FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
            throw new ItemException($"the item has {ForeignText.Shorten(unknown)}, which nothing reads: it takes Include, Name, Namespace, Keep, Rule and Port.");
    }

    private XElement? Find()
    {
        try
        {
            var items = XDocument.Load(_project, LoadOptions.SetLineInfo).Descendants().Where(element => element.Name.LocalName == Element && element.Attribute("Include") is not null).ToList();
            return items.Find(element => Is(element, "Name", _name) && element.Attribute("Include")!.Value.Replace('\\', '/').Contains(_include.Replace('\\', '/'), StringComparison.Ordinal))
                ?? items.Find(element => Is(element, "Name", _name)) ?? items.FirstOrDefault();
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            return null;    // the place is a help, and the mistake is said without it
        }
    }

    // As an attribute, or as an element of its own.
    private static bool Is(XElement element, string name, string value) =>
        (element.Attribute(name)?.Value ?? element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value ?? "") == value;
}
