using Bilinear.Dsl.Symbols;

namespace Bilinear.Dsl.Ir;

/// <summary>A program without branches: values in an order in which each can be computed.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Stage">What it may hold.</param>
/// <param name="Values">Every value once, definitions before uses. In a gradient graph the forward ends with the loss, and the adjoints follow.</param>
/// <param name="Inputs">The values of <see cref="Input"/> and <see cref="Target"/>, used or not.</param>
/// <param name="Parameters">The model's, in the order of declaration, used or not.</param>
/// <param name="Outputs">The model's output; in training graphs then the loss; in gradient graphs then the gradient of each parameter in the order of declaration.</param>
public sealed record Graph(
    string Name,
    StageSpec Stage,
    IReadOnlyList<Value> Values,
    IReadOnlyList<Value> Inputs,
    IReadOnlyList<ParameterSymbol> Parameters,
    IReadOnlyList<GraphOutput> Outputs)
{
    public Value Output => OutputOf(OutputRole.Output);

    public Value Loss => OutputOf(OutputRole.Loss);

    /// <summary>One a parameter, in the order of declaration.</summary>
    public IReadOnlyList<Value> Gradients => [.. Outputs.Where(output => output.Role == OutputRole.Gradient).Select(output => output.Value)];

    private Value OutputOf(OutputRole role) => Outputs.First(output => output.Role == role).Value;
}

public enum OutputRole { Output, Loss, Gradient }

/// <summary>A result that a graph hands back.</summary>
/// <param name="Name">The port's name, <c>loss</c>, or <c>dHead.weight</c>.</param>
public sealed record GraphOutput(OutputRole Role, string Name, Value Value);
