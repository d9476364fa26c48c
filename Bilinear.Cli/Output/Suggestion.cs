using Bilinear.Dsl.Text;

namespace Bilinear.Cli.Output;

/// <summary>What somebody probably meant who wrote a name that is not known.</summary>
internal static class Suggestion
{
    /// <summary><c> Did you mean `digits`?</c>, for behind a sentence; empty where no name is near.</summary>
    public static string For(string name, IEnumerable<string> known) =>
        new NameSuggestion().Nearest(name, known) is { } nearest ? $" Did you mean `{nearest}`?" : "";
}
