namespace Bilinear.Dsl.Ir;

/// <summary>The operators that a graph may hold between two passes.</summary>
public sealed class StageSpec
{
    private static readonly Type[] Model =
    [
        typeof(Input), typeof(Parameter), typeof(MatMul), typeof(Reshape), typeof(Slice), typeof(Concat),
        typeof(Broadcast), typeof(Add), typeof(Multiply), typeof(Scale), typeof(Unary), typeof(RmsNorm),
    ];

    private static readonly Type[] Learning = [typeof(Target), typeof(Noise), typeof(CrossEntropy), typeof(SquaredError)];

    private static readonly Type[] Adjoints =
        [typeof(Pad), typeof(SumRows), typeof(RmsNormAdjoint), typeof(CrossEntropyAdjoint), typeof(SquaredErrorAdjoint)];

    private readonly HashSet<Type> _operators;

    private StageSpec(string name, params Type[][] operators)
    {
        Name = name;
        _operators = [.. operators.SelectMany(group => group)];
    }

    /// <summary>What a trained model runs: no target, no noise, no loss.</summary>
    public static StageSpec Forward { get; } = new("forward", Model);

    /// <summary>The forward with noise, and the loss.</summary>
    public static StageSpec Training { get; } = new("training", Model, Learning);

    /// <summary>The training graph and the adjoint of every parameter.</summary>
    public static StageSpec Gradient { get; } = new("gradient", Model, Learning, Adjoints);

    /// <summary>Every operator that there is.</summary>
    public static IReadOnlyCollection<Type> AllOperators => Gradient._operators;

    public string Name { get; }

    public bool Allows(Operator op) => _operators.Contains(op.GetType());

    /// <summary>The outputs of such a graph, in order.</summary>
    /// <param name="outputs">How many the model has.</param>
    public IEnumerable<OutputRole> RolesFor(int outputs, int parameters) =>
    [
        .. Enumerable.Repeat(OutputRole.Output, outputs),
        .. Enumerable.Repeat(OutputRole.Loss, this == Forward ? 0 : outputs),
        .. Enumerable.Repeat(OutputRole.Gradient, this == Gradient ? parameters : 0),
    ];

    public override string ToString() => Name;
}
