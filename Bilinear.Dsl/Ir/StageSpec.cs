namespace Bilinear.Dsl.Ir;

/// <summary>The operators that a graph may hold between two passes.</summary>
public sealed class StageSpec
{
    private static readonly Type[] Model =
    [
        typeof(Input), typeof(Parameter), typeof(Sharpness), typeof(MatMul), typeof(Reshape), typeof(Slice), typeof(Concat),
        typeof(Broadcast), typeof(Add), typeof(Multiply), typeof(Scale), typeof(Unary), typeof(RmsNorm),
        typeof(Embed), typeof(Rotate), typeof(Attention),
    ];

    private static readonly Type[] Learning = [typeof(Target), typeof(Noise), typeof(SumRows), typeof(BatchScale), typeof(CrossEntropy), typeof(SquaredError), typeof(LinearCrossEntropy)];

    private static readonly Type[] Adjoints =
    [
        typeof(Pad), typeof(RmsNormAdjoint), typeof(BatchScaleAdjoint), typeof(EmbedAdjoint), typeof(AttentionLogSums), typeof(AttentionAdjoint),
        typeof(CrossEntropyAdjoint), typeof(SquaredErrorAdjoint), typeof(LinearCrossEntropyAdjoint),
    ];

    private readonly HashSet<Type> _operators;

    private StageSpec(string name, params Type[][] operators)
    {
        Name = name;
        _operators = [.. operators.SelectMany(group => group)];
    }

    /// <summary>What a trained model runs: no target, no noise, no loss.</summary>
    public static StageSpec Forward { get; } = new("forward", Model);

    /// <summary>The forward with noise and the scales of the batch, and the loss.</summary>
    public static StageSpec Training { get; } = new("training", Model, Learning);

    /// <summary>The training graph and the adjoint of every parameter.</summary>
    public static StageSpec Gradient { get; } = new("gradient", Model, Learning, Adjoints);

    /// <summary>Every operator that there is.</summary>
    public static IReadOnlyCollection<Type> AllOperators => Gradient._operators;

    public string Name { get; }

    public bool Allows(Operator op) => _operators.Contains(op.GetType());

    /// <summary>The outputs of such a graph, in order.</summary>
    /// <param name="outputs">How many outputs of the model it gives: in training, none of a model whose logits never exist whole.</param>
    /// <param name="losses">How many losses it gives.</param>
    public IEnumerable<OutputRole> RolesFor(int outputs, int losses, int parameters) =>
    [
        .. Enumerable.Repeat(OutputRole.Output, outputs),
        .. Enumerable.Repeat(OutputRole.Loss, this == Forward ? 0 : losses),
        .. Enumerable.Repeat(OutputRole.Gradient, this == Gradient ? parameters : 0),
    ];

    public override string ToString() => Name;
}
