using System.Text.RegularExpressions;

namespace Bilinear.Testing.Architecture;

/// <summary>
/// Where the types of a project stand: a public one in the namespace of its room, the project's folder directly below the root,
/// and any other in that of its folder. So users see few namespaces, and the folders may be as deep as a reader likes.
/// </summary>
public static partial class Namespaces
{
    /// <summary>What breaks the rule, a line each: <c>Spectral/Svd/Grams.cs: Grams stands in Bilinear.Spectral, not in Bilinear.Spectral.Svd</c>.</summary>
    /// <param name="project">The path of the project's folder.</param>
    /// <param name="root">Its root namespace.</param>
    public static IEnumerable<string> Violations(string project, string root)
    {
        foreach (var path in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(project, path).Replace('\\', '/');
            var folders = file.Split('/')[..^1];
            if (folders is ["obj" or "bin", ..])
                continue;
            var text = File.ReadAllText(path);
            var found = Namespace().Match(text).Groups[1].Value;
            foreach (Match type in Declaration().Matches(text))
            {
                var expected = string.Join('.', [root, .. type.Groups["public"].Success ? folders.Take(1) : folders]);
                if (found != expected)
                    yield return $"{file}: {type.Groups["name"].Value} stands in {found}, not in {expected}";
            }
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    // A declaration that begins its line is a type of the namespace, and no nested one.
    [GeneratedRegex(@"^((?<public>public)|internal|file) ([a-z]+ )*?(class|struct|record struct|record|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
