using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Binding.Operators;

/// <summary>Every operator: its arguments, and how it becomes a layer. A new operator is a new entry here.</summary>
internal static class OperatorTable
{
    private static readonly ArgumentSymbol Bias = new("bias", ArgumentType.Bool, new BoolValue(false));
    private static readonly ArgumentSymbol Noise = new("noise", ArgumentType.Noise, new NoiseValue(NoiseSpec.None));
    private static readonly ArgumentSymbol GateOfHalf = new("gate", ArgumentType.Gate, new GateValue(Gate.None));
    private static readonly ArgumentSymbol Gain = new("gain", ArgumentType.Bool, new BoolValue(false));
    private static readonly ArgumentSymbol Epsilon = new("eps", ArgumentType.F32, new NumberValue(BoundRmsNorm.DefaultEpsilon), ValueRange.Positive);
    private static readonly ArgumentSymbol Scale = new("scale", ArgumentType.Scale, new ScaleValue(NormScale.Position));
    private static readonly ArgumentSymbol Heads = new("heads", ArgumentType.Int, new IntegerValue(1), ValueRange.AtLeastOne);
    private static readonly ArgumentSymbol KeyHeads = new("kv_heads", ArgumentType.Int, Range: ValueRange.AtLeastOne) { IsOptional = true };
    private static readonly ArgumentSymbol Causal = new("causal", ArgumentType.Bool, new BoolValue(false));
    private static readonly ArgumentSymbol Rope = new("rope", ArgumentType.F32, Range: ValueRange.Positive) { IsOptional = true };

    private static readonly ArgumentSymbol Scores = new("scores", ArgumentType.Scores, new ScoresValue(AttentionScores.Softmax));

    private static readonly Dictionary<string, OperatorSymbol> Operators = new OperatorSymbol[]
    {
        new("linear", HasSize: true, ActsInFlow: false, [Bias, Noise], OperatorInputs.Floats, OperatorLayers.Linear),
        new("bilinear", HasSize: true, ActsInFlow: false, [Bias, Noise], OperatorInputs.Floats, OperatorLayers.Glu),
        new("glu", HasSize: true, ActsInFlow: false, [GateOfHalf, Bias, Noise], OperatorInputs.Floats, OperatorLayers.Glu),
        new("rmsnorm", HasSize: false, ActsInFlow: true, [Gain, Epsilon, Scale], OperatorInputs.Floats, OperatorLayers.RmsNorm),
        new("flatten", HasSize: false, ActsInFlow: true, [], OperatorInputs.Floats, OperatorLayers.Flatten),
        new("embedding", HasSize: true, ActsInFlow: false, [], OperatorInputs.Tokens, OperatorLayers.Embedding),
        new("attention", HasSize: false, ActsInFlow: false, [Heads, KeyHeads, Causal, Rope, Bias, Scores, Noise], OperatorInputs.Positions, AttentionLayer.Build),
        new("unembedding", HasSize: false, ActsInFlow: false, [], OperatorInputs.Floats, OperatorLayers.Unembedding) { NamesLayer = true },
    }.ToDictionary(symbol => symbol.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Operators.Keys;

    /// <summary>The operators that a flow may name without a declaration.</summary>
    public static IEnumerable<string> NamesInFlow => Operators.Values.Where(symbol => symbol.ActsInFlow).Select(symbol => symbol.Name);

    public static OperatorSymbol? Find(string name) => Operators.TryGetValue(name, out var symbol) ? symbol : null;
}
