using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>Optimizers and schedules: a name, with or without arguments.</summary>
internal sealed class RecipeReader(FileContext file, ValueScope scope)
{
    private static readonly string[] Optimizers = ["adamw"];
    private static readonly string[] Schedules = ["constant", "cosine", "linear", "steps"];

    private static readonly ArgumentSymbol[] AdamW =
    [
        new("lr", ArgumentType.F32, new NumberValue(AdamWSpec.Default.LearningRate), ValueRange.Positive),
        new("betas", ArgumentType.Pair, new PairValue(AdamWSpec.Default.Beta1, AdamWSpec.Default.Beta2), ValueRange.BelowOne),
        new("eps", ArgumentType.F32, new NumberValue(AdamWSpec.Default.Epsilon), ValueRange.Positive),
        new("weight_decay", ArgumentType.F32, new NumberValue(AdamWSpec.Default.WeightDecay), ValueRange.NotNegative),
    ];

    private static readonly ArgumentSymbol[] Linear = [new("warmup", ArgumentType.Int, new IntegerValue(0), ValueRange.CountOrNone)];

    private static readonly ArgumentSymbol[] Steps =
    [
        new("warmup", ArgumentType.Int, new IntegerValue(0), ValueRange.CountOrNone),
        new("every", ArgumentType.Int, Range: ValueRange.Count),
        new("factor", ArgumentType.F32, Range: ValueRange.Positive),
        new("until", ArgumentType.Int, Range: ValueRange.Count) { IsOptional = true },
    ];

    /// <param name="value">Null where there is no such entry.</param>
    public AdamWSpec Optimizer(ValueSyntax? value)
    {
        if (Call("optimizer", value, Optimizers) is not { } call)
            return AdamWSpec.Default;
        var given = file.Arguments.Bind(call, AdamW, scope);
        var (beta1, beta2) = given.Pair("betas") ?? (AdamWSpec.Default.Beta1, AdamWSpec.Default.Beta2);
        return new AdamWSpec(
            given.Number("lr") ?? AdamWSpec.Default.LearningRate, beta1, beta2,
            given.Number("eps") ?? AdamWSpec.Default.Epsilon,
            given.Number("weight_decay") ?? AdamWSpec.Default.WeightDecay);
    }

    /// <param name="value">Null where there is no such entry.</param>
    public ScheduleSpec Schedule(ValueSyntax? value)
    {
        if (Call("schedule", value, Schedules) is not { } call)
            return ScheduleSpec.Constant;
        var (kind, signature) = call.Name.Text switch
        {
            "cosine" => (ScheduleKind.Cosine, []),
            "linear" => (ScheduleKind.Linear, Linear),
            "steps" => (ScheduleKind.Steps, Steps),
            _ => (ScheduleKind.Constant, (IReadOnlyList<ArgumentSymbol>)[]),
        };
        var given = file.Arguments.Bind(call, signature, scope);
        return new ScheduleSpec(kind, given.Integer("warmup") ?? 0, given.Integer("every") ?? 0, given.Number("factor") ?? 1, given.Integer("until"));
    }

    private CallSyntax? Call(string key, ValueSyntax? value, string[] names)
    {
        var call = value switch
        {
            PathSyntax { Parts: [var name] } => new CallSyntax(name, [], name.Span),
            _ => value as CallSyntax,
        };
        if (value is null || (call is not null && names.Contains(call.Name.Text)))
            return call;
        var found = call?.Name.Text ?? file.Excerpt(value.Span);
        file.Diagnostics.ReportUnknownChoice(call?.Name.Span ?? value.Span, key, found, file.Names.Nearest(found, names), names);
        return null;
    }
}
