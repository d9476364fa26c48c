using Bilinear.Dsl;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling;
using Bilinear.Dsl.Spectral;
using Bilinear.Dsl.Spectral.Folding;
using Bilinear.Dsl.Symbols;
using Bilinear.Generators.Emit.Calls;
using Bilinear.Generators.Emit.Parts;
using Bilinear.Generators.Emit.Text;

namespace Bilinear.Generators.Emit;

/// <summary>Everything that the printers of one model need, gathered once: names that are free, sizes, schedules.</summary>
internal sealed class ModelFacts
{
    /// <param name="model">A model that was not refused.</param>
    public ModelFacts(ModelCompilation model, string fileName, string @namespace)
    {
        var schedules = Schedules = model.Schedules!;
        (Plans, TokenPlans, Stream) = (model.Plans, model.TokenPlans, model.Stream);
        FileName = fileName;
        Namespace = @namespace;

        Names = new ClassNames(
            Model.Name, Model.Inputs.Select(port => port.Name), Model.Outputs.Select(port => port.Name),
            Model.Arguments.Select(argument => argument.Name), [.. Plans.Select(SpectraEntry.Of), .. TokenPlans.Select(SpectraEntry.Of)]);
        EpilogueNames = AllEpilogues(schedules).GroupBy(epilogue => epilogue.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Names.Claim(CSharpNames.Pascal(group.Key)), StringComparer.Ordinal);
        var (forward, step) = (schedules.Forward, schedules.Step);
        Forward = new ScheduledMethod("RunForward", forward, forward.Calls, Names);
        Step = Names.Claim("RunStep");
        TrainingForward = new ScheduledMethod("RunTrainingForward", step, [.. step.Calls.Take(step.BackwardStart)], Names);
        Backward = new ScheduledMethod("RunBackward", step, [.. step.Calls.Skip(step.BackwardStart)], Names);
        Capture = new ScheduledMethod("RunCapture", schedules.Capture, schedules.Capture.Calls, Names);
        if (schedules.Score is { } score)
            Score = new ScheduledMethod("RunScore", score, score.Calls, Names);
        if (Model.TakesTexts && Attentions.All(attention => attention.IsCausal))
            Decode = new ScheduledMethod("RunDecode", forward, forward.Calls, Names);
    }

    public ModelSchedules Schedules { get; }

    public BoundModel Model => Schedules.Model;

    /// <summary>The plans of the <c>decompose</c> block, one for each entry.</summary>
    public IReadOnlyList<SpectralPlan> Plans { get; }

    /// <summary>The same of a model of texts, of which it has either these or none.</summary>
    public IReadOnlyList<TokenPlan> TokenPlans { get; }

    /// <summary>The residual stream of a model of texts; null for other models.</summary>
    public ResidualStream? Stream { get; }

    /// <summary>The norms whose scales training measures.</summary>
    public IReadOnlyList<FoldedNorm> MeasuredNorms => field ??= FoldPlan.OfMeasured(Model).Norms;

    /// <summary>The norms that divide by a number of each input and that evaluation computes, each with its number among those of the evaluation.</summary>
    public IReadOnlyList<(FoldedNorm Norm, int Call)> Norms => field ??=
        [.. Folding.Norms.Select(norm => (norm, call: (Schedules.Score ?? Schedules.Forward).Norms[norm.Place])).Where(norm => norm.call >= 0)];

    private FoldPlan Folding => field ??= FoldPlan.Of(Model);

    /// <summary>Why a norm cannot be folded; null if it can.</summary>
    public string? ObstacleOf(FoldedNorm norm) => Folding.Obstacles.FirstOrDefault(obstacle => obstacle.Place == norm.Place)?.Reason;

    /// <summary>Whether the class has a part <c>Decomposition</c>.</summary>
    public bool HasSpectra => Plans.Count + TokenPlans.Count > 0;

    public string FileName { get; }

    public string Namespace { get; }

    public string ClassName => CSharpNames.Escape(Model.Name);

    public ClassNames Names { get; }

    /// <summary>Inference.</summary>
    public ScheduledMethod Forward { get; }

    /// <summary>The method of a training step: <see cref="TrainingForward"/>, then <see cref="Backward"/>.</summary>
    public string Step { get; }

    public ScheduledMethod TrainingForward { get; }

    public ScheduledMethod Backward { get; }

    /// <summary>Inference that shows every value that the program has a name for.</summary>
    public ScheduledMethod Capture { get; }

    /// <summary>The loss alone, of a model of texts; null for other models.</summary>
    public ScheduledMethod? Score { get; }

    /// <summary>Inference of new positions behind those that a cache knows; null where a position sees what comes after it, and for models of other things than texts.</summary>
    public ScheduledMethod? Decode { get; }

    /// <summary>How many positions a sample of a model with attention, or of texts, has at most; zero for other models.</summary>
    public long Context => Model.TakesTexts || Attentions.Any() ? Model.Inputs[0].Shape.Dims[0] : 0;

    /// <summary>The attention calls of inference.</summary>
    public IEnumerable<KernelCall> AttentionCalls => Schedules.Forward.Calls.Where(call => call.Kernel == Kernel.Attention);

    private IEnumerable<AttentionSettings> Attentions => AttentionCalls.Select(call => (AttentionSettings)call.Settings!);

    /// <summary>The struct of each epilogue, by the epilogue's name.</summary>
    public IReadOnlyDictionary<string, string> EpilogueNames { get; }

    public IReadOnlyList<ParameterSymbol> Parameters => Model.Parameters;

    public string QualifiedName => Namespace.Length == 0 ? Model.Name : $"{Namespace}.{Model.Name}";

    /// <summary>A weight [W; V] that a dual product reads.</summary>
    public bool IsStacked(int parameter) => Schedules.Forward.Calls.Any(call =>
        call.Kernel.Spec().Accumulators == 2 && call.Inputs[1].Storage == Storage.Parameter && call.Inputs[1].Index == parameter);

    public IEnumerable<Epilogue> Epilogues => AllEpilogues(Schedules).GroupBy(epilogue => epilogue.Name, StringComparer.Ordinal).Select(group => group.First());

    private static IEnumerable<Epilogue> AllEpilogues(ModelSchedules schedules) =>
        schedules.Forward.Epilogues.Concat(schedules.Step.Epilogues).Concat(schedules.Capture.Epilogues).Concat(schedules.Score?.Epilogues ?? []);
}
