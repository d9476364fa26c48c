using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>A declared block.</summary>
public sealed class BlockSymbol(BlockSyntax syntax, IReadOnlyList<ArgumentSymbol> arguments)
{
    public string Name => Syntax.Name.Text;

    public BlockSyntax Syntax { get; } = syntax;

    public IReadOnlyList<ArgumentSymbol> Arguments { get; } = arguments;

    /// <summary>A chain of layers leads from it back to it, so that it cannot be unrolled.</summary>
    public bool IsRecursive { get; set; }
}
