using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Values;

/// <summary>An argument of a block, a model or an operator.</summary>
/// <param name="Default">What it is if it is not given; null for those that a program declares.</param>
/// <param name="Range">Null where every value of the type will do.</param>
/// <param name="Declaration">Where a program declares it, default included; null for an operator's.</param>
public sealed record ArgumentSymbol(string Name, ArgumentType Type, ArgumentValue? Default = null, ValueRange? Range = null, ParameterSyntax? Declaration = null)
{
    /// <summary>It may be left out though it has no default: what it stands for is then absent.</summary>
    public bool IsOptional { get; init; }

    public bool IsRequired => Default is null && Declaration?.Default is null && !IsOptional;
}
