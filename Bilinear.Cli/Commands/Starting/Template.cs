using System.Reflection;
using System.Text;

namespace Bilinear.Cli.Commands.Starting;

/// <summary>A folder to begin with, which the tool carries: the files of <c>Templates/NAME</c>, and of <c>examples</c>, as the project file says.</summary>
internal sealed record Template(string Name)
{
    private const string Folder = "templates/";
    private const string Readme = "README.md";
    private const string Version = "{version}";

    private static readonly Assembly Tool = Assembly.GetExecutingAssembly();

    public static IReadOnlyList<string> Names { get; } = [.. Resources().Select(resource => resource.Split('/')[1]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Its files by their names, in the order of these.</summary>
    public IReadOnlyList<(string File, string Text)> Files => [.. Resources().Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(resource => (resource[Prefix.Length..], Read(resource)))];

    /// <summary>The commands of its README, which are what comes next.</summary>
    public IEnumerable<string> Commands => Files.Single(file => file.File == Readme).Text.Split('\n').SkipWhile(line => line != "```sh").Skip(1).TakeWhile(line => line != "```");

    private string Prefix => $"{Folder}{Name}/";

    private static IEnumerable<string> Resources() => Tool.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal));

    // A project takes the package of the tool's own version.
    private static string Read(string resource)
    {
        using var reader = new StreamReader(Tool.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Replace(Version, Tool.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0], StringComparison.Ordinal);
    }
}
