using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bilinear.Generators.Tests.Harness;

/// <summary>A <c>.bmlp</c> file in memory, as the compiler hands it to a generator.</summary>
internal sealed class BmlpText(string path, string text) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
