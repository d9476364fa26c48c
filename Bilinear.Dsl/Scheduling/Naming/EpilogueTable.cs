using Bilinear.Dsl.Fusion;
using Bilinear.Dsl.Kernels;

namespace Bilinear.Dsl.Scheduling.Naming;

/// <summary>
/// The epilogues of a model's schedules. Calls that compute the same formula share one, whatever they read: ten iterations of a
/// repeat need one struct.
/// </summary>
internal sealed class EpilogueTable
{
    private readonly Dictionary<string, List<Use>> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Epilogue> _epilogues = new(StringComparer.Ordinal);

    private readonly NameTable _names = new();

    /// <summary>What only the capture needs is named last, so that nothing is called otherwise because of it.</summary>
    public EpilogueTable(FusedModel fused)
    {
        Add([fused.Forward, fused.Step]);
        Add([fused.Capture, .. fused.Score is null ? Array.Empty<FusedGraph>() : [fused.Score]]);
    }

    /// <summary>Finds the epilogue of a call; null for the kernels that take none.</summary>
    public Epilogue? Of(FusedCall call) => KeyOf(call) is { } key ? _epilogues[key] : null;

    private void Add(IReadOnlyList<FusedGraph> schedules)
    {
        var order = new List<string>();
        foreach (var fused in schedules)
        {
            var backward = fused.BackwardStart;
            for (var i = 0; i < fused.Calls.Count; i++)
                Add(new Use(fused.Calls[i], IsTraining: backward < fused.Calls.Count, IsBackward: i >= backward), order);
        }

        foreach (var key in order)
            _epilogues[key] = Build(_uses[key], _names);
    }

    private void Add(Use use, List<string> order)
    {
        if (KeyOf(use.Call) is not { } key || _epilogues.ContainsKey(key))
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
        var printer = new ExpressionPrinter(expression => expression is InputElement input ? new Term($"#{input.Index}") : Accumulator(expression, isDual: true));
        return string.Join("; ", call.Outputs.Select(output => printer.Print(output.Expression!)).Prepend($"{call.EpilogueInputs.Count}"));
    }

    private static Epilogue Build(List<Use> uses, NameTable names)
    {
        var first = uses[0].Call;
        var locals = new NameTable();
        foreach (var accumulator in new[] { "l", "r", "product" })
            locals.Unique(accumulator);
        var inputs = Agreed(first.EpilogueInputs.Count, uses, i => call => InputName(call.EpilogueInputs[i]), ["x", "y", "z", "w"], locals);
        var outputs = Agreed(first.Outputs.Count, uses, i => call => PathNames.Local(call.Outputs[i].Value.Name), ["result"], locals);
        List<ScalarExpression> expressions = [.. first.Outputs.Select(output => output.Expression!)];
        var isStore = expressions is [LeftAccumulator];
        var name = isStore ? "Store" : names.Unique(StemOf(uses, inputs)) + "Epilogue";
        return new Epilogue(name, Equations(expressions, inputs, outputs), inputs, expressions, outputs);
    }

    /// <summary>The later ones use the names of the earlier.</summary>
    private static string Equations(List<ScalarExpression> expressions, List<string> inputs, List<string> outputs)
    {
        var isDual = expressions.Any(expression => expression.Contains(new RightAccumulator()));
        var known = new Dictionary<ScalarExpression, Term>();
        var printer = new ExpressionPrinter(expression => expression switch
        {
            _ when known.TryGetValue(expression, out var earlier) => earlier,
            InputElement input => new Term(inputs[input.Index]),
            _ => Accumulator(expression, isDual),
        });
        var equations = new List<string>();
        foreach (var (expression, output) in expressions.Zip(outputs, (expression, output) => (expression, output)))
        {
            equations.Add($"{output} = {printer.Print(expression)}");
            if (expression is Sum or Times or Apply)
                known[expression] = new Term(output);
        }

        return string.Join("; ", equations);
    }

    /// <summary>Names an epilogue after its layer, and a sum that several layers need after what is added.</summary>
    private static string StemOf(List<Use> uses, List<string> inputs)
    {
        var stems = uses.Select(StemOf).Distinct().ToList();
        var isSum = uses[0].Call.Outputs is [{ Expression: Sum { Left: LeftAccumulator or InputElement, Right: LeftAccumulator or InputElement } }];
        return stems.Count > 1 && isSum && inputs.Count > 0 ? $"Add{PathNames.Capital(inputs[inputs.Count - 1])}" : stems[0];
    }

    private static string StemOf(Use use)
    {
        var origin = use.Call.Anchor.Origin;
        if (origin.Layer.Length == 0)
            return PathNames.Pascal(origin.Name);
        return (use.IsBackward ? "D" : "") + PathNames.Pascal(origin.Layer) + (use.IsTraining && !use.IsBackward ? "Train" : "");
    }

    /// <summary>The name that all uses give something, else the next of the general ones.</summary>
    private static List<string> Agreed(int count, List<Use> uses, Func<int, Func<FusedCall, string>> nameOf, IReadOnlyList<string> general, NameTable taken)
    {
        var unnamed = 0;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var names = uses.Select(use => nameOf(i)(use.Call)).Distinct().ToList();
            return taken.Unique(names.Count == 1 ? names[0] : general[unnamed++ % general.Count]);
        })];
    }

    private static string InputName(MatrixView view)
    {
        var name = PathNames.Local(view.Tensor.Name);
        if (!view.IsBroadcast || view.Columns * 2 != MatrixView.Whole(view.Tensor).Columns)
            return name;
        return (view.ColumnOffset == 0 ? "left" : "right") + PathNames.Capital(name);
    }

    /// <summary>The name that the generated struct gives it.</summary>
    private static Term? Accumulator(ScalarExpression expression, bool isDual) => expression switch
    {
        LeftAccumulator => new Term(isDual ? "l" : "product"),
        RightAccumulator => new Term("r"),
        _ => null,
    };

    private sealed record Use(FusedCall Call, bool IsTraining, bool IsBackward);
}
