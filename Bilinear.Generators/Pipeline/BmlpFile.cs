using Bilinear.Generators.Emit.Text;
using Bilinear.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bilinear.Generators.Pipeline;

/// <summary>One <c>.bmlp</c> file as the compiler hands it over.</summary>
/// <param name="Path">The whole path, for diagnostics.</param>
/// <param name="Text">Null where the file could not be read.</param>
/// <param name="ItemNamespace">What the item's <c>Namespace</c> says, whatever that is; empty where it says nothing.</param>
/// <param name="RootNamespace">The project's, whatever that is.</param>
public sealed record BmlpFile(string Path, string? Text, string ItemNamespace, string RootNamespace)
{
    /// <summary>The path as it can be shown.</summary>
    public string FileName => ForeignText.Clean(System.IO.Path.GetFileName(Path));

    /// <summary>The namespace of a file that has none of its own: the item's, else the project's. It is always one that C# takes.</summary>
    public string DefaultNamespace => Namespaces.Safe(ItemNamespace.Length > 0 ? ItemNamespace : RootNamespace);

    public static BmlpFile Read(AdditionalText text, AnalyzerConfigOptionsProvider options, CancellationToken cancel)
    {
        options.GetOptions(text).TryGetValue("build_metadata.AdditionalFiles.Namespace", out var item);
        options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var root);
        return new BmlpFile(text.Path, text.GetText(cancel)?.ToString(), item?.Trim() ?? "", root?.Trim() ?? "");
    }
}
