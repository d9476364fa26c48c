using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding.Declarations;

/// <summary>A model, or an instance of one.</summary>
internal sealed class ModelSymbol(DeclarationSyntax syntax)
{
    public string Name => Syntax.Name.Text;

    /// <summary>A <see cref="ModelSyntax"/> or an <see cref="InstanceSyntax"/>.</summary>
    public DeclarationSyntax Syntax { get; } = syntax;

    /// <summary>What it is an instance of; null for a model with a body.</summary>
    public ModelSymbol? Base { get; set; }

    /// <summary>The model with a body at the end of the chain of bases; null where the chain is broken, which has been reported.</summary>
    public ModelSyntax? Root { get; set; }

    /// <summary>The arguments that the root declares.</summary>
    public IReadOnlyList<ArgumentSymbol> Arguments { get; set; } = [];

    /// <summary>What this instance and its bases give; an instance's own values hide its base's.</summary>
    public ValueScope Given { get; set; } = new();

    /// <summary>The block of this model, or of its base; null where neither has one.</summary>
    public TrainSyntax? Train { get; set; }

    /// <summary>The block of this model, or of its base; null where neither has one.</summary>
    public DecomposeBlock? Decompose { get; set; }
}
