using Bilinear.Dsl.Binding.Declarations;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding;

/// <summary>
/// Links instances with their bases, wherever in the file those stand: arguments, and the <c>train</c> and <c>decompose</c>
/// that an instance takes over unless it has its own.
/// </summary>
internal sealed class ModelLinker(FileContext file, DeclarationTable table)
{
    private readonly HashSet<ModelSymbol> _linked = [];

    public void Run()
    {
        foreach (var model in table.Models)
            Link(model);
    }

    /// <summary>Goes up to a base that is linked, then links downwards; a list, for a file may chain thousands of instances.</summary>
    private void Link(ModelSymbol model)
    {
        var chain = new List<ModelSymbol>();
        var open = new HashSet<ModelSymbol>();
        for (var current = model; current is not null && !_linked.Contains(current); current = BaseOf(current, open))
        {
            chain.Add(current);
            open.Add(current);
        }

        for (var i = chain.Count - 1; i >= 0; i--)
        {
            LinkToBase(chain[i]);
            _linked.Add(chain[i]);
        }
    }

    /// <summary>The model that an instance is made of; null for a model with a body, and where there is no such base.</summary>
    private ModelSymbol? BaseOf(ModelSymbol model, HashSet<ModelSymbol> open)
    {
        if (model.Syntax is not InstanceSyntax { IsComplete: true, Base.Name: var name })
            return null;
        if (!table.ModelsByName.TryGetValue(name.Text, out var found))
        {
            table.ReportNoModel(name);
            return null;
        }

        if (open.Contains(found))
        {
            file.Diagnostics.ReportInstanceOfItself(name.Span, found.Name);
            return null;
        }

        model.Base = found;
        return found;
    }

    private void LinkToBase(ModelSymbol model)
    {
        if (model.Syntax is ModelSyntax { IsComplete: true } root)
        {
            model.Root = root;
            model.Arguments = file.Arguments.Signature(root.Parameters);
        }
        else if (model is { Base: { Root: not null } @base, Syntax: InstanceSyntax instance })
        {
            model.Root = @base.Root;
            model.Arguments = @base.Arguments;
            model.Given = @base.Given.Copy();
            foreach (var (symbol, value) in file.Arguments.Given(instance.Base, @base.Arguments, ValueScope.OutsideOfBodies()).Arguments)
                model.Given.Set(symbol, value);
            model.Train ??= @base.Train;
            model.Decompose ??= @base.Decompose;
        }
    }
}
