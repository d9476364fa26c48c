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
    private const int MostOutputs = 100;

    /// <summary>Binds a model; returns null for a template, and where the model has a mistake.</summary>
    public BoundModel? Bind(ModelSymbol model)
    {
        if (model.Root is not { } root || !file.Budget.Spend(FileBudget.PerModel + (model.Decompose?.Entries.Count ?? 0), model.Syntax.Name.Span))
            return null;

        if (root.Outputs.Count > MostOutputs)
        {
            file.Diagnostics.ReportTooManyOutputs(root.Outputs[MostOutputs].Span, root.Outputs.Count, MostOutputs);
            return null;
        }

        var missing = file.Arguments.Complete(model.Arguments, model.Given, out var scope);
        if (missing.Count > 0)
        {
            if (model.Base is null)
                BindBody(model, root, ValueScope.Unknown(model.Arguments), anneals: false, out _, out _);
            var template = BindTrain(model, ValueScope.Unknown(model.Arguments));
            new LossBinder(file).Bind(model, template.Losses, root.Outputs, new PortType?[root.Outputs.Count]);
            CheckRequests(model, root);
            return null;
        }

        var train = BindTrain(model, scope);
        var body = BindBody(model, root, scope, train.Spec.Anneal > 0, out var context, out var outputs);
        var losses = new LossBinder(file).Bind(model, train.Losses, root.Outputs, outputs);
        if (body.Body is null || outputs.Contains(null))
        {
            CheckRequests(model, root);
            return null;
        }

        CheckParameters(model, body.Parameters);
        if (train is { Anneal: { } anneal, Spec.Anneal: > 0 })
            new AnnealRules(file).Check(model.Name, anneal, [.. context.Layers.Values.OfType<BoundGlu>()]);
        long? logits = body.Body.Input.Vocabulary > 0 ? outputs[0]!.Shape.Dims[outputs[0]!.Shape.Dims.Count - 1] : null;
        var requests = model.Decompose is null ? [] : new RequestBinder(file).Bind(model.Decompose, context.Layers, logits);
        return new BoundModel(
            model.Name,
            model.Syntax.Documentation,
            model.Base?.Name,
            [.. scope.Arguments.Select(argument => new BoundArgument(argument.Symbol.Name, argument.Symbol.Type.Name(), argument.Value?.Text ?? ""))],
            [.. root.Outputs.Zip(outputs, (port, type) => new BoundPort(port.Name.Text, type!.Shape))],
            body.Body,
            body.Parameters,
            train.Spec with { Losses = losses },
            requests,
            canonicalText,
            model.Syntax.Name.Span);
    }

    private BodyResult BindBody(ModelSymbol model, ModelSyntax root, ValueScope scope, bool anneals, out ModelContext context, out IReadOnlyList<PortType?> outputs)
    {
        context = new ModelContext(file, model.Name) { Anneals = anneals };
        var input = file.Types.Bind(root.Input.Type, scope);
        var types = root.Outputs.Select(output => file.Types.BindOutput(output.Type, scope)).ToList();
        CheckOutputs(root);
        outputs = types;
        return new BodyBinder(context, scope, "").Bind(root.Body, root.Input.Name, input,
            [.. root.Outputs.Select((output, i) => new ReturnLabel($"model `{root.Name}`", file.Excerpt(output.Span), file.LineOf(output.Span), types[i]))]);
    }

    private TrainBlock BindTrain(ModelSymbol model, ValueScope scope) =>
        model.Train is { } train ? new TrainBinder(file).Bind(train, scope) : new TrainBlock(TrainSpec.Default, []);

    private void CheckOutputs(ModelSyntax root)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in root.Outputs.Select(output => output.Name))
        {
            if (lines.TryGetValue(name.Text, out var line))
                file.Diagnostics.ReportDuplicateName(name.Span, name.Text, "an output", line);
            else
                lines.Add(name.Text, file.LineOf(name.Span));
        }
    }

    /// <summary>What can be said of a template, or of a model with a mistake.</summary>
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
