using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Text;

namespace Bilinear.Testing.Models;

/// <summary>Puts a bound model together by hand, so that what comes after the binder is tested without it.</summary>
public sealed class ModelDraft(params long[] input)
{
    private static readonly TextSpan Nowhere = new(0, 0);
    private readonly List<ParameterSymbol> _parameters = [];
    private readonly List<BoundBinding> _bindings = [];

    public BoundValue Input { get; } = new("image", Floats(input), Nowhere);

    public static TensorShape Floats(params long[] dims) => new(ElementType.F32, dims);

    public BoundLinear Linear(string path, long from, long to, bool bias = false, NoiseSpec? noise = null) =>
        new(path, Weight(path, to, from), bias ? Bias(path, to, from) : null, noise ?? NoiseSpec.None, Nowhere);

    public BoundGlu Glu(string path, long from, long to, Gate gate = Gate.None, bool bias = false, NoiseSpec? noise = null) =>
        new(path, "glu", gate, Weight(path, 2 * to, from), bias ? Bias(path, 2 * to, from) : null, noise ?? NoiseSpec.None, Nowhere);

    public BoundRmsNorm RmsNorm(string path = "rmsnorm", long gain = 0) => new(path, gain == 0 ? null : Weight(path, gain), BoundRmsNorm.DefaultEpsilon, Nowhere);

    public static BoundFlatten Flatten() => new("flatten", Nowhere);

    public static BoundBlock Block(string path, TensorShape input, Func<BoundValue, BoundFlow> body)
    {
        var x = new BoundValue("x", input, Nowhere);
        return new BoundBlock(path, "Block", new BoundBody(x, [], [body(x)]), Nowhere);
    }

    public static BoundRepeat Repeat(string path, params BoundLayer[] turns) => new(path, turns, Nowhere);

    public static BoundFlow Read(BoundValue value) => new BoundRead(value, Nowhere);

    public static BoundFlow Sum(params BoundFlow[] terms) => new BoundSum(terms, terms[0].Shape, Nowhere);

    public static BoundFlow Pipe(BoundFlow head, params BoundLayer[] layers)
    {
        var steps = new List<BoundStep>();
        var shape = head.Shape;
        foreach (var layer in layers)
        {
            var output = OutputOf(layer, shape);
            steps.Add(new BoundStep(layer, shape, output, Nowhere));
            shape = output;
        }

        return new BoundPipe(head, steps, shape, Nowhere);
    }

    public static BoundFlow Pipe(BoundValue head, params BoundLayer[] layers) => Pipe(Read(head), layers);

    /// <summary>A binding of the model's own flow.</summary>
    public BoundValue Bind(string name, BoundFlow flow)
    {
        var value = new BoundValue(name, flow.Shape, Nowhere);
        _bindings.Add(new BoundBinding(value, flow));
        return value;
    }

    public BoundModel Return(BoundFlow flow, LossKind loss = LossKind.CrossEntropy) => Return((new BoundPort("digit", flow.Shape), flow, new LossSpec(loss)));

    public BoundModel Return(params (BoundPort Port, BoundFlow Flow, LossSpec Loss)[] outputs) => new(
        "Draft", "", null, [], [.. outputs.Select(output => output.Port)], new BoundBody(Input, _bindings, [.. outputs.Select(output => output.Flow)]), _parameters,
        TrainSpec.Default with { Losses = [.. outputs.Select(output => output.Loss)] }, [], "", Nowhere);

    private static TensorShape OutputOf(BoundLayer layer, TensorShape input) => layer switch
    {
        BoundLinear linear => input.WithLast(linear.Output),
        BoundGlu glu => input.WithLast(glu.Output),
        BoundFlatten => Floats(input.Count),
        BoundBlock block => block.Body.Returns[0].Shape,
        BoundRepeat repeat => repeat.Iterations.Aggregate(input, (shape, iteration) => OutputOf(iteration, shape)),
        _ => input,
    };

    private ParameterSymbol Weight(string path, params long[] dims) => Parameter($"{path}.weight", dims, dims[^1]);

    private ParameterSymbol Bias(string path, long size, long fanIn) => Parameter($"{path}.bias", [size], fanIn);

    private ParameterSymbol Parameter(string path, long[] dims, long fanIn)
    {
        var parameter = new ParameterSymbol(path, dims, fanIn, ParameterInit.UniformFanIn, Nowhere);
        _parameters.Add(parameter);
        return parameter;
    }
}
