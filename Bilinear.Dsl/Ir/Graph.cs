using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Ir;

/// <summary>A program without branches: values in an order in which each can be computed.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Stage">What it may hold.</param>
/// <param name="Values">Every value once, definitions before uses. In a gradient graph the forward ends with the loss, and the adjoints follow.</param>
/// <param name="Inputs">The values of <see cref="Input"/> and <see cref="Target"/>, used or not.</param>
/// <param name="Parameters">The model's, in the order of declaration, used or not.</param>
/// <param name="Outputs">The model's outputs; in training graphs then the loss of each; in gradient graphs then the gradient of each parameter in the order of declaration.</param>
public sealed record Graph(
    string Name,
    StageSpec Stage,
    IReadOnlyList<Value> Values,
    IReadOnlyList<Value> Inputs,
    IReadOnlyList<ParameterSymbol> Parameters,
    IReadOnlyList<GraphOutput> Outputs)
{
    /// <summary>
    /// What the program has a name for, inner layers before the blocks around them: of a forward graph, and none of others. Several names may stand for
    /// one value, as those of a block and of its last layer do. The input itself is not among them, nor what no output needs.
    /// </summary>
    public IReadOnlyList<NamedValue> Named { get; init; } = [];

    /// <summary>What each application of a norm gives before its gain, in the order of the flow; null where it is not computed, and of a norm whose scale is measured. Of graphs that run a model.</summary>
    public IReadOnlyList<Value?> Norms { get; init; } = [];

    /// <summary>What the model gives, an item for each of its outputs.</summary>
    public IReadOnlyList<GraphOutput> Results => Of(OutputRole.Output);

    /// <summary>An item for each of the model's outputs. What is trained is the sum of weight times loss.</summary>
    public IReadOnlyList<GraphOutput> Losses => Of(OutputRole.Loss);

    /// <summary>An item for each parameter, in the order of declaration.</summary>
    public IReadOnlyList<Value> Gradients => [.. Of(OutputRole.Gradient).Select(output => output.Value)];

    private IReadOnlyList<GraphOutput> Of(OutputRole role) => [.. Outputs.Where(output => output.Role == role)];
}

public enum OutputRole { Output, Loss, Gradient }

/// <summary>A result that a graph hands back.</summary>
/// <param name="Name">The port's name; <c>loss</c>, and of several <c>loss.digit</c>; or <c>dHead.weight</c>.</param>
/// <param name="Weight">How many times the sum that is trained has this loss; 1 for what is no loss.</param>
public sealed record GraphOutput(OutputRole Role, string Name, Value Value, double Weight = 1);
