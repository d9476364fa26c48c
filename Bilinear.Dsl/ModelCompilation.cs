using Bilinear.Dsl.Autodiff;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Fusion;
using Bilinear.Dsl.Passes;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Spectral;

namespace Bilinear.Dsl;

/// <summary>
/// The way of one bound model from graphs to schedules. Each stage is computed when it is first asked for, verified, and kept.
/// A stage that refuses the model has reported why, and it and those after it are null.
/// </summary>
public sealed class ModelCompilation
{
    private readonly Lazy<LoweredModel> _lowered;
    private readonly Lazy<DifferentiatedModel?> _differentiated;
    private readonly Lazy<FusedModel?> _fused;
    private readonly Lazy<ModelSchedules?> _schedules;
    private readonly Lazy<IReadOnlyList<SpectralPlan>> _plans;
    private readonly Lazy<IReadOnlyList<TokenPlan>> _tokenPlans;
    private readonly Lazy<ResidualStream?> _stream;

    /// <param name="isGiven">Whether its sizes come from outside of the file.</param>
    internal ModelCompilation(BoundModel bound, DiagnosticBag diagnostics, bool isGiven)
    {
        Bound = bound;
        _lowered = new(() => Lower.Run(bound));
        _differentiated = new(() => DifferentiatedModel.Of(Lowered, diagnostics));
        _fused = new(() => Differentiated is { } graphs ? new FusedModel(
            Fuse.Run(graphs.Forward), Fuse.Run(graphs.Gradient, keepLittle: bound.TakesTexts), Fuse.Run(graphs.Forward, keepNamed: true),
            graphs.Scoring is { } scoring ? Fuse.Run(scoring) : null) : null);
        _schedules = new(() => Fused is { } fused ? Scheduler.Run(bound, fused, diagnostics) : null);
        _plans = new(() => SpectralPlanner.Plan(bound, Stream, diagnostics, isGiven));
        _tokenPlans = new(() => SpectralPlanner.PlanTokens(bound, Stream, diagnostics, isGiven));
        _stream = new(() => bound.TakesTexts ? SpectralPlanner.Stream(bound, output: 0, out _) : null);
    }

    /// <summary>The way of a model that no file has.</summary>
    public static ModelCompilation Of(BoundModel bound) => new(bound, new DiagnosticBag(), isGiven: true);

    public BoundModel Bound { get; }

    public LoweredModel Lowered => _lowered.Value;

    public DifferentiatedModel? Differentiated => _differentiated.Value;

    public FusedModel? Fused => _fused.Value;

    public ModelSchedules? Schedules => _schedules.Value;

    /// <summary>One for each entry of the <c>decompose</c> block that has a meaning.</summary>
    public IReadOnlyList<SpectralPlan> Plans => _plans.Value;

    /// <summary>One for each entry of the <c>decompose</c> block of a model of texts that has a meaning.</summary>
    public IReadOnlyList<TokenPlan> TokenPlans => _tokenPlans.Value;

    /// <summary>The residual stream of a model of texts, to its first output; null where it has none.</summary>
    public ResidualStream? Stream => _stream.Value;

    /// <summary>A stage after binding, as text; empty where the model was refused before it.</summary>
    public string Print(Stage stage) => stage switch
    {
        Stage.Ir => Lowered.Print(),
        Stage.Grad => Differentiated?.Print(),
        Stage.Fused => Fused?.Print(),
        Stage.Schedule => Schedules is { } schedules ? SchedulePrinter.Print(schedules) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), $"The stage {stage} is of a file, not of a model."),
    } ?? "";
}
