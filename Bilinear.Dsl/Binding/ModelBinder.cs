using Bilinear.Dsl.Binding.Bodies;
using Bilinear.Dsl.Binding.Declarations;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;
using Bilinear.Dsl.Diagnostics;
using Bilinear.Dsl.Symbols;
using Bilinear.Dsl.Syntax;

namespace Bilinear.Dsl.Binding;

/// <summary>Binds one model at its arguments. A model that lacks one is a template: its names are checked, and no more.</summary>
internal sealed class ModelBinder(FileContext file, string canonicalText)
{
    /// <summary>Null for a template, and where the model has a mistake.</summary>
    public BoundModel? Bind(ModelSymbol model)
    {
        if (model.Root is not { } root || !file.Budget.Spend(FileBudget.PerModel + (model.Decompose?.Entries.Count ?? 0), model.Syntax.Name.Span))
            return null;

        var missing = file.Arguments.Complete(model.Arguments, model.Given, out var scope);
        if (missing.Count > 0)
        {
            if (model.Base is null)
                BindBody(model, root, ValueScope.Unknown(model.Arguments), out _, out _);
            CheckRequests(model, root);
            return null;
        }

        var body = BindBody(model, root, scope, out var context, out var output);
        if (output is not null)
            CheckLoss(model, output);
        if (body.Body is null || output is null)
        {
            CheckRequests(model, root);
            return null;
        }

        CheckParameters(model, body.Parameters);
        var requests = model.Decompose is null ? [] : new RequestBinder(file).Bind(model.Decompose, context.Layers);
        return new BoundModel(
            model.Name,
            model.Syntax.Documentation,
            model.Base?.Name,
            [.. scope.Arguments.Select(argument => new BoundArgument(argument.Symbol.Name, argument.Symbol.Type.Name(), argument.Value?.Text ?? ""))],
            new BoundPort(root.Output.Name.Text, output.Shape),
            body.Body,
            body.Parameters,
            TrainOf(model, output),
            requests,
            canonicalText,
            model.Syntax.Name.Span);
    }

    private BodyResult BindBody(ModelSymbol model, ModelSyntax root, ValueScope scope, out ModelContext context, out PortType? output)
    {
        context = new ModelContext(file, model.Name);
        var input = file.Types.Bind(root.Input.Type, scope);
        output = file.Types.BindOutput(root.Output.Type, scope);
        var label = new ReturnLabel($"model `{root.Name}`", file.Excerpt(root.Output.Span), file.LineOf(root.Output.Span));
        return new BodyBinder(context, scope, "").Bind(root.Body, root.Input.Name, input, output, label);
    }

    private void CheckLoss(ModelSymbol model, PortType output)
    {
        if (model.Train?.CrossEntropy is { } span && output.Shape.Last < 2)
            file.Diagnostics.ReportOneClass(span, model.Name, output.ToString());
    }

    /// <summary>A loss that nobody named is one that the output can have: of one number there are no classes.</summary>
    private static TrainSpec TrainOf(ModelSymbol model, PortType output)
    {
        var spec = model.Train?.Spec ?? TrainSpec.Default;
        return spec.Loss == LossKind.CrossEntropy && output.Shape.Last < 2 ? spec with { Loss = LossKind.MeanSquaredError } : spec;
    }

    private void CheckRequests(ModelSymbol model, ModelSyntax root)
    {
        if (model.Decompose is { } decompose)
            new RequestBinder(file).CheckNames(decompose, root.Body);
    }

    private void CheckParameters(ModelSymbol model, IReadOnlyList<ParameterSymbol> parameters)
    {
        var total = parameters.Sum(parameter => parameter.Count);
        if (total > int.MaxValue)
            file.Diagnostics.ReportTooManyParameters(model.Syntax.Name.Span, model.Name, total);
    }
}
