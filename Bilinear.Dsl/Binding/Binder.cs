using Bilinear.Dsl.Binding.Bodies;
using Bilinear.Dsl.Binding.Declarations;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Syntax;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding;

/// <summary>
/// Tree → bound models. Total: it binds any tree, and reports every mistake in it once, with the place and how to mend it.
/// A block is checked by itself with nothing known of its sizes, then unrolled wherever a model uses it; what is wrong
/// there, at one of its uses or at all of them, is one mistake at one place.
/// </summary>
public static class Binder
{
    /// <summary>The models that have all their arguments and no mistake. Where <paramref name="diagnostics"/> gained any, none of them is to be compiled.</summary>
    /// <param name="canonicalText">What the models carry as <see cref="BoundModel.CanonicalText"/>.</param>
    /// <param name="given">A model of the file whose arguments come from outside.</param>
    /// <exception cref="ArgumentException">The file has no model of the name of <paramref name="given"/>.</exception>
    public static BoundFile Bind(SourceText text, FileSyntax syntax, string canonicalText, DiagnosticBag diagnostics, GivenModel? given = null)
    {
        var file = new FileContext(text, diagnostics);
        var table = new DeclarationTable(file, syntax);
        new RecursionCheck(file).Run();
        foreach (var (model, train) in table.BlocksOfModels<TrainSyntax>(syntax, "train"))
            model.Train = train;
        new DecomposeBinder(file, table).Run(syntax);
        new ModelLinker(file, table).Run();
        if (given is not null)
            given.GiveTo(table.ModelsByName.TryGetValue(given.Name, out var model) ? model : throw new ArgumentException($"{text.Path} has no model `{given.Name}`.", nameof(given)));

        foreach (var block in file.Blocks.Values)
            Check(block, file);
        var models = new ModelBinder(file, canonicalText);
        return new BoundFile(syntax.Namespace?.Name.Text ?? "", [.. table.Models.Select(models.Bind).OfType<BoundModel>()]);
    }

    /// <summary>A block by itself: its names, whether or not a model uses it.</summary>
    private static void Check(BlockSymbol block, FileContext file)
    {
        var scope = ValueScope.Unknown(block.Arguments);
        var input = block.Syntax.Input.Name;
        new BlockInput(file).Check(block.Syntax.Input.Type, scope);
        file.Types.BindOutput(block.Syntax.Output, scope);
        new BodyBinder(new ModelContext(file, block.Name), scope, "").Bind(block.Syntax.Body, input, null, new ReturnLabel($"block `{block.Name}`", file.Excerpt(block.Syntax.Output.Span), file.LineOf(block.Syntax.Output.Span), null));
    }
}
