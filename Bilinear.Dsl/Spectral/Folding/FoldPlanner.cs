using Bilinear.Dsl.Bound;

namespace Bilinear.Dsl.Spectral.Folding;

/// <summary>Finds what reads each norm of a model.</summary>
internal sealed class FoldPlanner(BoundModel model)
{
    private const string Operator = "rmsnorm";

    private readonly FlowTrace _trace = FlowTrace.Of(model);
    private readonly ParameterPlaces _places = new(model);
    private readonly List<FoldObstacle> _obstacles = [];

    /// <param name="isFolded">Says of a norm whether it is folded.</param>
    public FoldPlan Plan(Func<BoundRmsNorm, bool> isFolded)
    {
        var nodes = _trace.Nodes.Where(node => node.Layer is BoundRmsNorm);
        FoldedNorm[] norms = [.. nodes.Select((node, place) => (node, place)).Where(norm => isFolded((BoundRmsNorm)norm.node.Layer!)).Select(norm => Fold(norm.node, norm.place))];
        return new FoldPlan(model, norms, _obstacles);
    }

    private FoldedNorm Fold(FlowNode node, int place)
    {
        var norm = (BoundRmsNorm)node.Layer!;
        var (weights, heads) = (new List<int>(), new List<TiedHead>());
        var readers = Readers(node);
        var name = norm.Path != Operator ? norm.Path : readers.Skip(1).FirstOrDefault(reader => reader.Layer is not (null or BoundFlatten)) is { } first ? $"{Operator} before {first.Layer!.Path}" : Operator;
        if (readers.Any(reader => _trace.OutputOf(reader) is not null && IsPassedOn(reader)))
            Refuse($"it is what {model.Name} returns, and no weights read it that could take its scale: put a linear layer behind it.");
        if (norm.Scale is not null && _trace.UsesOf(norm) is { Count: > 1 } uses)
            Refuse($"it is used {uses.Count} times, and in training each use has a scale of its own: declare a norm for each.");
        foreach (var reader in readers.Where(reader => !IsPassedOn(reader)))
        {
            if (Obstacle(reader) is { } obstacle)
                Refuse(obstacle);
            else if (reader.Layer is BoundUnembedding { Embedding.Weight: var embedding })
                heads.Add(new TiedHead(reader.Layer.Path, _places.Of(embedding)));
            else
                weights.AddRange(WeightsOf(reader.Layer!));
        }

        return new FoldedNorm(name, (int)node.Shape.Last, norm.Epsilon, _places.OfOptional(norm.Gain), _places.OfOptional(norm.Scale), weights, heads, place);

        bool IsPassedOn(FlowNode reader) => reader == node || reader.Layer is BoundFlatten;

        void Refuse(string reason) => _obstacles.Add(new FoldObstacle(name, reason, norm.Span, place));
    }

    /// <summary>The value itself, and what reads it, also where all its axes are one.</summary>
    private static List<FlowNode> Readers(FlowNode norm)
    {
        var readers = new List<FlowNode> { norm };
        for (var index = 0; index < readers.Count; index++)
        {
            if (index == 0 || readers[index].Layer is BoundFlatten)
                readers.AddRange(readers[index].Users.Where(user => !readers.Contains(user)));
        }

        return readers;
    }

    /// <summary>Why what reads a norm cannot take its scale; null where it can.</summary>
    private string? Obstacle(FlowNode reader) => reader switch
    {
        { IsSum: true } => "a sum reads it, which has no weights that could take its scale: norm what a branch reads instead, as in `x + (x |> norm |> mix)`.",
        { Layer: BoundRmsNorm next } => $"`{next.Path}` reads it, which is a norm too and undoes it: leave one of the two out.",
        { Layer: BoundLinear or BoundGlu or BoundAttention or BoundUnembedding } when _trace.UsesOf(reader.Layer!) is { Count: > 1 } uses =>
            $"`{reader.Layer!.Path}` reads it, which is used {uses.Count} times, and its weights can take one scale: declare a layer for each use.",
        { Layer: BoundLinear or BoundGlu or BoundAttention or BoundUnembedding } => null,
        _ => $"`{reader.Layer!.Path}` reads it, which has no weights that could take its scale: put a linear layer between the two.",
    };

    private int[] WeightsOf(BoundLayer layer) => layer is BoundAttention attention
        ? [_places.Of(attention.Query).Weight, _places.Of(attention.Key).Weight, _places.Of(attention.Value).Weight]
        : [_places.Of(layer).Weight];
}
