using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Passes;

/// <summary>
/// Lowers what a body computes. Steps that are still to do stand on a stack of our own, and results on a second:
/// the program's size, and not the thread's stack, bounds its depth.
/// </summary>
internal sealed class FlowLowering(LayerLowering layers, GraphBuilder builder, ValueNames names)
{
    private readonly Stack<Action> _steps = new();
    private readonly Stack<Value> _results = new();

    /// <summary>What each name stands for now. Blocks cannot recurse, so the names of one application at a time are enough.</summary>
    private readonly Dictionary<BoundValue, Value> _named = [];

    /// <summary>The model's outputs, in their order.</summary>
    public IReadOnlyList<Value> Lower(BoundModel model)
    {
        var input = model.Body.Input;
        _results.Push(builder.Append(new Input(0, TensorType.Batched(input.Shape)), new Origin(input.Name, "", input.Span)));
        layers.Declare(model.Parameters);
        Body(model.Body, scope: "", [.. model.Outputs.Select(output => (output.Name, output.Name))]);
        while (_steps.Count > 0)
            _steps.Pop()();
        return [.. _results.Reverse()];
    }

    /// <summary>Takes the body's input from the results, and leaves what it returns.</summary>
    /// <param name="results">The names of each value that it returns, as <see cref="Flow"/> takes them.</param>
    private void Body(BoundBody body, string scope, IReadOnlyList<(string? Result, string Sum)> results)
    {
        _named[body.Input] = _results.Pop();
        Next(
        [
            .. body.Bindings.SelectMany<BoundBinding, Action>(binding =>
            [
                () => Flow(binding.Flow, scope, null, Join(scope, binding.Target.Name)),
                () => Bind(binding, scope),
            ]),
            .. body.Returns.Select<BoundFlow, Action>((flow, i) => () => Flow(flow, scope, results[i].Result, results[i].Sum)),
        ]);
    }

    /// <summary>A name for what has one already is no new one.</summary>
    private void Bind(BoundBinding binding, string scope)
    {
        if (binding.Flow is not BoundRead)
            names.Add(Join(scope, binding.Target.Name), _results.Peek());
        _named[binding.Target] = _results.Pop();
    }

    /// <param name="scope">The path of the block.</param>
    /// <param name="result">The name of a pipe's result, where it is not its last layer's path.</param>
    /// <param name="sum">The name of a sum.</param>
    private void Flow(BoundFlow flow, string scope, string? result, string sum)
    {
        switch (flow)
        {
            case BoundRead read:
                _results.Push(_named[read.Value]);
                break;
            case BoundSum terms:
                Sum(terms, scope, sum);
                break;
            case BoundPipe pipe:
                Next(
                [
                    () => Flow(pipe.Head, scope, null, Join(scope, "sum")),
                    .. pipe.Steps.Select<BoundStep, Action>((step, i) => () => Layer(step.Layer, scope, step.Span, i == pipe.Steps.Count - 1 ? result : null)),
                ]);
                break;
        }
    }

    private void Sum(BoundSum sum, string scope, string name)
    {
        var at = new Origin(name, scope, sum.Span);
        Next([.. sum.Terms.SelectMany<BoundFlow, Action>((term, i) =>
        [
            () => Flow(term, scope, null, Join(scope, "sum")),
            () => Add(i, i == sum.Terms.Count - 1 ? at : at.Step("sum")),
        ])]);
    }

    /// <summary>Adds term number <paramref name="i"/> to those before it.</summary>
    private void Add(int i, Origin at)
    {
        if (i == 0)
            return;
        var right = _results.Pop();
        var left = _results.Pop();
        _results.Push(builder.Append(new Add(), at, left, right));
    }

    /// <summary>Takes the layer's input from the results, and leaves its output.</summary>
    private void Layer(BoundLayer layer, string scope, TextSpan use, string? result)
    {
        switch (layer)
        {
            case BoundBlock block:
                Next([() => Body(block.Body, block.Path, [(result, result ?? block.Path)]), () => names.Add(block.Path, _results.Peek())]);
                break;
            case BoundRepeat repeat:
                Next(
                [
                    .. repeat.Iterations.Select<BoundLayer, Action>((iteration, i) => () => Layer(iteration, scope, use, i == repeat.Iterations.Count - 1 ? result : null)),
                    () => names.Add(repeat.Path, _results.Peek()),
                ]);
                break;
            default:
                var path = PathIn(scope, layer);
                _results.Push(layers.Lower(layer, _results.Pop(), new Origin(result ?? path, path, use)));
                if (layer is not BoundFlatten)
                    names.Add(path, _results.Peek());
                break;
        }
    }

    /// <summary>These steps come next, in their order, before all that stand there.</summary>
    private void Next(IReadOnlyList<Action> steps)
    {
        for (var i = steps.Count - 1; i >= 0; i--)
            _steps.Push(steps[i]);
    }

    /// <summary>A declared layer has a path of its own; an operator in a flow gets one from the block where it stands.</summary>
    private static string PathIn(string scope, BoundLayer layer) =>
        layer.Path.StartsWith(scope + ".", StringComparison.Ordinal) ? layer.Path : Join(scope, layer.Path);

    private static string Join(string scope, string name) => scope.Length == 0 ? name : $"{scope}.{name}";
}
