using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bilinear.Generators.Tests.Harness;

/// <summary>What MSBuild tells the generator: the root namespace, and for each file its item's Namespace.</summary>
internal sealed class Options(string rootNamespace, string itemNamespace = "") : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Table("build_property.RootNamespace", rootNamespace);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Table("", "");

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Table("build_metadata.AdditionalFiles.Namespace", itemNamespace);

    private sealed class Table(string key, string value) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string wanted, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? found)
        {
            found = wanted == key && value.Length > 0 ? value : null;
            return found is not null;
        }
    }
}
