using System.Reflection;

namespace Bilinear.Dsl.Diagnostics;

/// <summary>One kind of mistake. Ids are never reused; each has a page under docs/diagnostics.</summary>
/// <param name="Id"><c>BMLP0xxx</c> the build, <c>1xxx</c> syntax, <c>2xxx</c> names, <c>3xxx</c> shapes, <c>4xxx</c> differentiation, <c>5xxx</c> limits, <c>9xxx</c> internal.</param>
/// <param name="Category">Such as <c>Bilinear.Shapes</c>.</param>
/// <param name="Title">A short sentence without names or numbers.</param>
/// <param name="Description">Why it is a mistake: the first paragraph of its page.</param>
public sealed record DiagnosticRule(string Id, string Category, string Title, string Description)
{
    private static readonly string Documentation = typeof(DiagnosticRule).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "DocumentationUrl").Value ?? "";

    /// <summary>A warning says what may surprise; everything else stops a build.</summary>
    public bool IsWarning { get; init; }

    /// <summary>The address of its page.</summary>
    public string HelpLink => $"{Documentation}docs/diagnostics/{Id}.md";
}
