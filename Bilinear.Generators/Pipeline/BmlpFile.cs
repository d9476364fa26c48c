using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bilinear.Generators.Pipeline;

/// <summary>One <c>.bmlp</c> file as the compiler hands it over.</summary>
/// <param name="Path">The whole path, for diagnostics.</param>
/// <param name="Text">Null where the file could not be read.</param>
/// <param name="DefaultNamespace">For a file without a <c>namespace</c>: the item's <c>Namespace</c>, else the project's root namespace.</param>
public sealed record BmlpFile(string Path, string? Text, string DefaultNamespace)
{
    public string FileName => System.IO.Path.GetFileName(Path);

    public static BmlpFile Read(AdditionalText text, AnalyzerConfigOptionsProvider options, CancellationToken cancel)
    {
        if (!options.GetOptions(text).TryGetValue("build_metadata.AdditionalFiles.Namespace", out var name) || name.Length == 0)
            options.GlobalOptions.TryGetValue("build_property.RootNamespace", out name);
        return new BmlpFile(text.Path, text.GetText(cancel)?.ToString(), name ?? "");
    }
}
