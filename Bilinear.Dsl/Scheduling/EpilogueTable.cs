using Bilinear.Dsl.Fusion;

namespace Bilinear.Dsl.Scheduling;

/// <summary>
/// The epilogues of a model's schedules. Calls that compute the same formula share one, whatever they read: ten turns of a
/// repeat need one struct.
/// </summary>
internal sealed class EpilogueTable
{
    private readonly Dictionary<string, List<Use>> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Epilogue> _epilogues = new(StringComparer.Ordinal);

    public EpilogueTable(params IReadOnlyList<FusedGraph> schedules)
    {
        var order = new List<string>();
        foreach (var fused in schedules)
        {
            for (var i = 0; i < fused.Calls.Count; i++)
                Add(new Use(fused.Calls[i], IsTraining: fused.BackwardStart < fused.Calls.Count, IsBackward: i >= fused.BackwardStart), order);
        }

        var names = new NameTable();
        foreach (var key in order)
            _epilogues[key] = Build(_uses[key], names);
    }

    /// <summary>Null for the kernels that take none.</summary>
    public Epilogue? Of(FusedCall call) => KeyOf(call) is { } key ? _epilogues[key] : null;

    private void Add(Use use, List<string> order)
    {
        if (KeyOf(use.Call) is not { } key)
            return;
        if (!_uses.TryGetValue(key, out var uses))
        {
            _uses[key] = uses = [];
            order.Add(key);
        }

        uses.Add(use);
    }

    /// <summary>The formulas, with places for names.</summary>
    private static string? KeyOf(FusedCall call)
    {
        if (call.Outputs.Any(output => output.Expression is null))
            return null;
        var printer = new ExpressionPrinter(expression => expression is InputElement input ? new Term($"#{input.Index}") : Accumulator(expression));
        return string.Join("; ", call.Outputs.Select(output => printer.Print(output.Expression!)).Prepend($"{call.EpilogueInputs.Count}"));
    }

    private static Epilogue Build(List<Use> uses, NameTable names)
    {
        var first = uses[0].Call;
        var locals = new NameTable();
        var inputs = Agreed(first.EpilogueInputs.Count, uses, i => call => InputName(call.EpilogueInputs[i]), ["x", "y", "z", "w"], locals);
        var outputs = Agreed(first.Outputs.Count, uses, i => call => PathNames.Local(call.Outputs[i].Value.Name), ["result", "result", "result"], locals);
        var printer = new ExpressionPrinter(expression => expression is InputElement input ? new Term(inputs[input.Index]) : Accumulator(expression));
        var equations = first.Outputs.Select((output, i) => $"{outputs[i]} = {printer.Print(output.Expression!)}");
        var isStore = first.Outputs is [{ Expression: LeftAccumulator }];
        return new Epilogue(
            isStore ? "Store" : names.Unique(NameOf(uses, inputs)), string.Join("; ", equations),
            inputs, [.. first.Outputs.Select(output => output.Expression!)], outputs);
    }

    /// <summary>After the layer; a sum that several layers need, after what is added.</summary>
    private static string NameOf(List<Use> uses, IReadOnlyList<string> inputs)
    {
        var first = uses[0];
        var layers = uses.Select(use => LayerOf(use.Call)).Distinct().ToList();
        if (layers.Count > 1 && first.Call.Outputs is [{ Expression: Sum { Left: LeftAccumulator, Right: InputElement } or Sum { Left: InputElement, Right: LeftAccumulator } }])
            return $"Add{PathNames.Capital(inputs[0])}Epilogue";
        return first switch
        {
            { IsBackward: true } => $"D{layers[0]}Epilogue",
            { IsTraining: true } => $"{layers[0]}TrainEpilogue",
            _ => $"{layers[0]}Epilogue",
        };
    }

    private static string LayerOf(FusedCall call)
    {
        var origin = call.Anchor.Origin;
        return PathNames.Pascal(origin.Layer.Length > 0 ? origin.Layer : origin.Name);
    }

    /// <summary>The name that all uses give something, else a general one.</summary>
    private static List<string> Agreed(int count, List<Use> uses, Func<int, Func<FusedCall, string>> nameOf, string[] general, NameTable taken) =>
        [.. Enumerable.Range(0, count).Select(i =>
        {
            var names = uses.Select(use => nameOf(i)(use.Call)).Distinct().ToList();
            return taken.Unique(names.Count == 1 ? names[0] : general[i]);
        })];

    private static string InputName(MatrixView view)
    {
        var name = PathNames.Local(view.Tensor.Name);
        if (!view.IsBroadcast || view.Columns * 2 != MatrixView.Whole(view.Tensor).Columns)
            return name;
        return (view.ColumnOffset == 0 ? "left" : "right") + PathNames.Capital(name);
    }

    private static Term? Accumulator(ScalarExpression expression) => expression switch
    {
        LeftAccumulator => new Term("l"),
        RightAccumulator => new Term("r"),
        _ => null,
    };

    private sealed record Use(FusedCall Call, bool IsTraining, bool IsBackward);
}
