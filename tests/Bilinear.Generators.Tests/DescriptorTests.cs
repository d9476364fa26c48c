using Bilinear.Generators.Diagnostics;
using Bilinear.Testing;
using Microsoft.CodeAnalysis;

namespace Bilinear.Generators.Tests;

/// <summary>The host's descriptors, the language's rules and the pages of docs/diagnostics are one list.</summary>
public sealed class DescriptorTests
{
    [Fact]
    public void EveryRule_HasADescriptorAndAPage()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "BMLP*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(DiagnosticDescriptors.All.Select(rule => rule.Id), pages);
        Assert.All(DiagnosticDescriptors.All, rule => Assert.Equal((rule.Title, rule.Description), Words(DiagnosticDescriptors.ById(rule.Id))));
    }

    [Fact]
    public void EveryDescriptor_LinksToItsPage_AndDescribesTheRuleInItsFirstParagraph() =>
        Assert.All(DiagnosticDescriptors.All, rule =>
        {
            var link = DiagnosticDescriptors.ById(rule.Id).HelpLinkUri;
            Assert.EndsWith($"docs/diagnostics/{rule.Id}.md", link, StringComparison.Ordinal);

            var page = File.ReadAllText(Path.Combine(Repository.Root, link[link.IndexOf("docs/", StringComparison.Ordinal)..])).ReplaceLineEndings("\n");
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n\n{rule.Description}\n\n", page, StringComparison.Ordinal);
        });

    [Fact]
    public void NoIdIsUsedTwice() => Assert.Equal(DiagnosticDescriptors.All.Count(), DiagnosticDescriptors.All.Select(rule => rule.Id).Distinct().Count());

    private static (string Title, string Description) Words(DiagnosticDescriptor descriptor) => (descriptor.Title.ToString(), descriptor.Description.ToString());
}
