using Bilinear.Generators.Diagnostics;
using Bilinear.Testing;

namespace Bilinear.Generators.Tests;

/// <summary>The host's descriptors, the language's rules and the pages of docs/diagnostics are one list.</summary>
public sealed class DescriptorTests
{
    [Fact]
    public void EveryRule_HasADescriptorAndAPage()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "BMLP*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(DiagnosticDescriptors.All.Select(rule => rule.Id), pages);
        Assert.All(DiagnosticDescriptors.All, rule => Assert.Equal(rule.Title, DiagnosticDescriptors.ById(rule.Id).Title.ToString()));
    }

    [Fact]
    public void NoIdIsUsedTwice() => Assert.Equal(DiagnosticDescriptors.All.Count(), DiagnosticDescriptors.All.Select(rule => rule.Id).Distinct().Count());
}
