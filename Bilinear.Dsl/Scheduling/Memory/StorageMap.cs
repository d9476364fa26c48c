using Bilinear.Dsl.Fusion;
using Bilinear.Dsl.Ir;
using Bilinear.Dsl.Kernels;
using Bilinear.Dsl.Scheduling.Naming;

namespace Bilinear.Dsl.Scheduling.Memory;

/// <summary>A value with memory, and what the emitter calls it.</summary>
internal sealed record StoredTensor(Storage Storage, int Index, string Name);

/// <summary>
/// Where every value of a fused graph that has memory lives: inputs and parameters where the workspace has them, results where they are
/// handed back, sums on their way to a gradient in the gradient, and all else in the arena.
/// </summary>
internal sealed class StorageMap
{
    private readonly Dictionary<Value, StoredTensor> _tensors = [];
    private readonly List<Value> _buffers = [];
    private readonly NameTable _names = new();

    public StorageMap(FusedGraph fused)
    {
        foreach (var input in fused.Graph.Inputs)
            _tensors[input] = new StoredTensor(input.Operator is Target ? Storage.Target : Storage.Input, IndexOf(input.Operator), _names.Unique(PathNames.Camel(input.Name)));
        var readers = fused.Calls.SelectMany(call => call.Inputs.Concat(call.EpilogueInputs)).ToLookup(view => view.Tensor);
        var writers = fused.Calls.SelectMany(call => call.Outputs.Select(output => (call, output))).ToLookup(pair => pair.output.Place.Tensor, pair => pair.call);
        PlaceResults(fused, readers, writers);
        foreach (var parameter in fused.Graph.Values.Where(value => value.Operator is Parameter))
            _tensors[parameter] = new StoredTensor(Storage.Parameter, ((Parameter)parameter.Operator).Index, _names.Unique(PathNames.Camel(parameter.Name)));
        foreach (var sharpness in fused.Graph.Values.Where(value => value.Operator is Sharpness))
            _tensors[sharpness] = new StoredTensor(Storage.Sharpness, 0, _names.Unique("beta"));
        foreach (var output in fused.Calls.SelectMany(call => call.Outputs))
            PlaceInArena(output.Place.Tensor);
    }

    /// <summary>The values in the arena, by their index.</summary>
    public IReadOnlyList<Value> Buffers => _buffers;

    public bool IsTaken(string name) => _names.IsTaken(name);

    public StoredTensor this[Value tensor] => _tensors[tensor];

    private void PlaceResults(FusedGraph fused, ILookup<Value, MatrixView> readers, ILookup<Value, FusedCall> writers)
    {
        var counts = new Dictionary<OutputRole, int>();
        foreach (var (output, place) in fused.Results.Select(result => (result.Output, result.Place)))
        {
            var name = _names.Unique(PathNames.Camel(output.Name));
            counts.TryGetValue(output.Role, out var index);
            counts[output.Role] = index + 1;
            var storage = output.Role switch
            {
                OutputRole.Gradient => Storage.Gradient,
                OutputRole.Loss => Storage.Loss,
                _ => Storage.Output,
            };
            _tensors[place.Tensor] = new StoredTensor(storage, index, name);
            if (output.Role == OutputRole.Gradient)
                Accumulate(place.Tensor, readers, writers);
        }
    }

    /// <summary>
    /// A parameter that is used twice has a gradient of two terms, the second of which is added to the first where that lies:
    /// <c>dW = l + dW</c>. Every element is read and written in one place, so nothing is lost, and no second matrix of that size is needed.
    /// </summary>
    private void Accumulate(Value sum, ILookup<Value, MatrixView> readers, ILookup<Value, FusedCall> writers)
    {
        for (var term = sum; ;)
        {
            var views = writers[term].SelectMany(call => call.EpilogueInputs.Concat(call.Inputs.Where((_, i) => call.Kernel.Spec().Inputs[i] == OperandRole.Earlier)));
            var earlier = views.FirstOrDefault(view => view == MatrixView.Whole(view.Tensor) && view.HasShapeOf(MatrixView.Whole(sum))
                && !_tensors.ContainsKey(view.Tensor) && view.Tensor.Operator is not (Parameter or Sharpness) && readers[view.Tensor].Count() == 1);
            if (earlier is null)
                return;
            term = earlier.Tensor;
            _tensors[term] = _tensors[sum];
        }
    }

    private static int IndexOf(Operator input) => input switch
    {
        Input { Index: var index } => index,
        Target { Index: var index } => index,
        _ => throw new ArgumentException($"{input.Mnemonic} is no input of a graph.", nameof(input)),
    };

    private void PlaceInArena(Value tensor)
    {
        if (_tensors.ContainsKey(tensor))
            return;
        _tensors[tensor] = new StoredTensor(Storage.Arena, _buffers.Count, _names.Unique(PathNames.Camel(tensor.Name)));
        _buffers.Add(tensor);
    }
}
