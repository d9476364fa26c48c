using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Operators;

/// <summary>An operator that meets a value.</summary>
/// <param name="Path">The layer's path.</param>
/// <param name="Size">The output size; zero for an operator without one.</param>
/// <param name="Input">The value that flows into the layer.</param>
/// <param name="Span">The declared layer's name; for an operator in a flow, its name there.</param>
/// <param name="Call">The operator's name, in the declaration or in the flow.</param>
/// <param name="Step">The name in the flow that applies it.</param>
internal sealed record OperatorUse(FileContext File, string Operator, string Path, long Size, ValueScope Arguments, PortType Input, Origin From, TextSpan Span, TextSpan Call, TextSpan Step)
{
    /// <summary>The embedding whose name is its argument, for an operator that takes one; null after a report.</summary>
    public BoundEmbedding? Embedding { get; init; }

    /// <summary>Whether the model's <c>train</c> block anneals gates.</summary>
    public bool Anneals { get; init; }

    public ParameterSymbol? Parameter(string name, IReadOnlyList<long> dims, long fanIn, ParameterInit init = ParameterInit.UniformFanIn)
    {
        if (ElementLimit.Holds(dims))
            return new ParameterSymbol($"{Path}.{name}", dims, fanIn, init, Span);
        File.Diagnostics.ReportTensorTooLarge(Span, $"`{Path}.{name}` [{string.Join(", ", dims)}]", ElementLimit.Count(dims));
        return null;
    }

    /// <summary>The bias parameter, or null without an argument <c>bias: true</c>.</summary>
    public ParameterSymbol? Bias(long size, long fanIn) => Arguments.Bool("bias") ? Parameter("bias", [size], fanIn) : null;
}
