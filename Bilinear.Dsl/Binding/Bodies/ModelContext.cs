using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>What is gathered while one model is bound.</summary>
internal sealed class ModelContext(FileContext file, string name)
{
    public FileContext File { get; } = file;

    public OperatorBudget Budget { get; } = new(file, name);

    /// <summary>Every layer that was built, by its path: what <c>decompose</c> may name.</summary>
    public Dictionary<string, BoundLayer> Layers { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the model's <c>train</c> block anneals gates.</summary>
    public bool Anneals { get; init; }

    /// <summary>Blocks and parentheses that are open: each is some frames of the stack.</summary>
    public int Nesting { get; set; }
}
