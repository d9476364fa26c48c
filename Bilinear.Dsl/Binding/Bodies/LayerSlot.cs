using Bilinear.Dsl.Binding.Operators;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>
/// A declared layer of one body: what it calls, with its arguments. Its first use in the flow gives it its sizes and its
/// parameters; a later one shares them.
/// </summary>
internal sealed class LayerSlot(LayerSyntax syntax, string path)
{
    public LayerSyntax Syntax { get; } = syntax;

    public string Path { get; } = path;

    public TextSpan Span => Syntax.Name.Span;

    /// <summary>What it calls; both are null where that is unknown.</summary>
    public OperatorSymbol? Operator { get; init; }

    public BlockSymbol? Block { get; init; }

    public ValueScope Arguments { get; init; } = new();

    /// <summary>The count of a <c>repeat</c>; null without one, and where the count is not known.</summary>
    public long? Count { get; init; }

    /// <summary>The output size of an operator that has one; null where it is not known.</summary>
    public long? Size { get; init; }

    /// <summary>The first size of <c>784 -> 512</c>, and where it stands.</summary>
    public (long Size, TextSpan Span)? StatedInput { get; init; }

    /// <summary>The layer whose name is its argument, for an operator that takes one; null where that is not known.</summary>
    public LayerSlot? Other { get; set; }

    /// <summary>All that it needs was given without a mistake and its name is its own, so that it can be built.</summary>
    public bool IsSound { get; set; }

    public bool IsUsed { get; set; }

    /// <summary>What it met at its first use; null before that.</summary>
    public PortType? FirstInput { get; set; }

    public TextSpan FirstUse { get; set; }

    /// <summary>The bound layer; null before the first use, and where it could not be built.</summary>
    public BoundLayer? Layer { get; set; }

    /// <summary>Operators that one use of it unrolls.</summary>
    public long Cost { get; set; }

    /// <summary>The parameters, in the order of declaration.</summary>
    public List<ParameterSymbol> Parameters { get; } = [];
}
