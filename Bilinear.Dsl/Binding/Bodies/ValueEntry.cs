using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>What a name of the flow stands for, until it is bound again.</summary>
/// <param name="value">Null where it is not known.</param>
internal sealed class ValueEntry(NameSyntax name, BoundValue? value, PortType? type, bool isInput = false)
{
    public NameSyntax Name { get; } = name;

    public BoundValue? Value { get; } = value;

    public PortType? Type { get; } = type;

    public bool IsInput { get; } = isInput;

    public bool IsUsed { get; set; }

    /// <summary>A layer was meant, and its parentheses forgotten, which has been reported.</summary>
    public bool IsMeantAsLayer { get; init; }
}
