using Bilinear.Dsl.Symbols;
using Bilinear.Text;

namespace Bilinear.Dsl.Bound.Printing;

/// <summary>Training and decompositions as a program would write them, with every default said.</summary>
internal static class RecipeText
{
    public static IEnumerable<string> Train(TrainSpec train, IReadOnlyList<BoundPort> outputs) =>
    [
        .. train.Losses.Select((loss, i) => $"loss {(outputs.Count == 1 ? "" : $"{outputs[i].Name}: ")}{Loss(loss)}"),
        $"optimizer {AdamW(train.Optimizer)}",
        $"schedule {Schedule(train.Schedule)}",
        $"batch {train.Batch}",
        train.Steps is { } steps ? $"steps {steps}" : $"epochs {train.Epochs}",
        $"seed {train.Seed}",
        .. train.Validation > 0 ? [$"validation {CanonicalNumber.Of(train.Validation)}"] : Array.Empty<string>(),
        .. train.Anneal > 0 ? [$"anneal {CanonicalNumber.Of(train.Anneal)}"] : Array.Empty<string>(),
        .. train.Patience > 0 ? [$"patience {train.Patience}"] : Array.Empty<string>(),
    ];

    public static string Request(DecomposeRequest request) => request switch
    {
        EigenRequest eigen => $"eigen {eigen.Layer.Path} {{ order {Order(eigen.Order)}{Keep(eigen.Keep)}, basis {eigen.Basis.ToString().ToLowerInvariant()}, bias {eigen.Bias.ToString().ToLowerInvariant()}{string.Concat(eigen.Directions.Select(Direction))} }}",
        SvdRequest svd => $"svd {svd.Layer.Path} {{ {(svd.Alone ? "alone" : "folded")}{Keep(svd.Keep)} }}",
        TreeRequest tree => $"tree {tree.Layer.Path} {{ branch {tree.Branch}, budget {tree.Budget} }}",
        _ => request.GetType().Name,
    };

    private static string Loss(LossSpec loss) =>
        loss.Kind.Name() + (loss.Weight == 1 ? "" : $" {{ weight {CanonicalNumber.Of(loss.Weight)} }}");

    private static string Order(SpectrumOrder order) => order == SpectrumOrder.MeanActivation ? "mean_activation" : order.ToString().ToLowerInvariant();

    private static string Direction(DirectionSpec direction)
    {
        var rows = direction.Rows.Select(row => $"{CanonicalNumber.Of(row.Coefficient)}·{(row.Token is { } token ? QuotedText.Write(token) : $"{row.Row}")}");
        return $", direction {direction.Name} = {string.Join(" + ", direction.Others == 0 ? rows : [.. rows, $"{CanonicalNumber.Of(direction.Others)}·others"])}";
    }

    private static string Keep(long? keep) => keep is null ? "" : $", keep {keep}";

    private static string AdamW(AdamWSpec adamW) =>
        $"adamw(lr: {CanonicalNumber.Of(adamW.LearningRate)}, betas: {new PairValue(adamW.Beta1, adamW.Beta2)}, eps: {CanonicalNumber.Of(adamW.Epsilon)}, weight_decay: {CanonicalNumber.Of(adamW.WeightDecay)})";

    private static string Schedule(ScheduleSpec schedule) => schedule.Kind switch
    {
        ScheduleKind.Linear => $"linear(warmup: {schedule.Warmup})",
        ScheduleKind.Steps => $"steps(warmup: {schedule.Warmup}, every: {schedule.Every}, factor: {CanonicalNumber.Of(schedule.Factor)}{(schedule.Until is { } until ? $", until: {until}" : "")})",
        _ => schedule.Kind.ToString().ToLowerInvariant(),
    };
}
